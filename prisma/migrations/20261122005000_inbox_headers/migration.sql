-- What a gateway needs beside the body to read its message again: PayEase's key travels in a header.
ALTER TABLE "inbox" ADD COLUMN     "headers" JSONB NOT NULL DEFAULT '{}';
