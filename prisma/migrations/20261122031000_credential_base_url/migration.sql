-- A release that knows nothing of this column goes on adding credentials while a newer one runs beside it.
CREATE FUNCTION fill_credential_base_url() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.base_url := COALESCE(NEW.base_url, (SELECT base_url FROM gateway_account WHERE id = NEW.gateway_account_id));
  RETURN NEW;
END $$;
CREATE TRIGGER fill_credential_base_url BEFORE INSERT ON gateway_credential
  FOR EACH ROW EXECUTE FUNCTION fill_credential_base_url();
