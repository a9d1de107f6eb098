-- The bars above one minute: kept by the writer, like those of one minute.
CREATE TABLE md.bar_5m  (LIKE md.bar_1m INCLUDING ALL);
CREATE TABLE md.bar_15m (LIKE md.bar_1m INCLUDING ALL);
CREATE TABLE md.bar_1h  (LIKE md.bar_1m INCLUDING ALL);
CREATE TABLE md.bar_4h  (LIKE md.bar_1m INCLUDING ALL);
CREATE TABLE md.bar_1d  (LIKE md.bar_1m INCLUDING ALL);
