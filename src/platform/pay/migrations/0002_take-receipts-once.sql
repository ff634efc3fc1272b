-- Number of the cash desk's receipt, as it is compared: one receipt pays one fee.
alter table pay.payment add column cash_receipt text;
create unique index payment_receipt on pay.payment (cash_receipt) where cash_receipt is not null;
