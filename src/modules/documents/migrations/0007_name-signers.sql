-- Who decided and who signed, in what capacity and for which body: told with the document, whoever looks at it.
alter table documents.result
  -- the person who decided, null where a rule or a term did, and the office
  add column decided_by text,
  add column decided_office text,
  -- the person who signed, null where the office's seal did, the role and the office
  add column signer text,
  add column signer_role text,
  add column signer_office text;
