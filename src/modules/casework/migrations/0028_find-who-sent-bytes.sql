-- bytes that nobody is remembered to have sent are taken away
create index upload_bytes on casework.upload (sha256);
