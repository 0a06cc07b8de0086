-- The newest orders of a common name are found by walking this index alone.
DROP INDEX "sales_order_placed_at_id_idx";
CREATE INDEX "sales_order_placed_at_id_name_search_idx" ON "sales_order"("placed_at" DESC, "id" DESC, "name_search");
