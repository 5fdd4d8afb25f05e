SELECT * FROM shops
