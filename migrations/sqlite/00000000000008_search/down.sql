DROP TABLE message_finder;
DROP TABLE message_words;
