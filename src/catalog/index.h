/* index: the keys of a compiled catalog, shared by what writes and what reads it.
 *
 *   H              header: what made it, from what (compile.h)
 *   C              what all compiled expressions begin with (serial.h)
 *   P number       a pattern's rule (entry.h); number: see index_number_key
 *   W number       what the pattern says
 *   I id           its number
 *   D id           an id switched off in weaker layers (empty)
 *   T type         numbers of all patterns that ask for this exception type
 *   U type         those of them that no literal leads to
 *   S signal       numbers of patterns that ask for this signal
 *   A              numbers of text patterns that no literal leads to
 *   L              literals of text patterns, for a look in passing (wording.h)
 *   G scope gram   patterns with a literal that holds these four bytes:
 *                  number, place of the gram in the literal, the literal
 *   B, b           bit sets of the G keys of texts and of messages
 *   m import, d distribution, s system name, l standard module   (tables)
 *   M letter       all import names and standard modules with this first letter,
 *                  each ended by a NUL
 *
 * A text is asked by sliding a window of four bytes over it: one look at the bit
 * set a byte, and only where that says yes a look into the database. So the time
 * grows with the text, not with the number of patterns. Messages are asked in
 * the scope of their exception's type and its bases. */
#ifndef REMEDY_CATALOG_INDEX_H
#define REMEDY_CATALOG_INDEX_H

#include <stdint.h>
#include <string.h>

enum { INDEX_GRAM = 4, INDEX_KEY = 200 };

/* The scope of a type's messages; 0 is that of texts. */
static inline uint32_t
index_scope(const char *type)
{
	uint32_t h = 2166136261U;
	for (; *type != '\0'; type++)
		h = (h ^ (unsigned char)*type) * 16777619U;
	return h == 0 ? 1 : h;
}

static inline uint32_t
index_gram(const char *p)
{
	uint32_t gram;
	memcpy(&gram, p, sizeof(gram));
	return gram;
}

/* Two places in a bit set of (mask + 1) bits, a power of two; both are set for a
 * key that is there (a Bloom filter). */
static inline uint32_t
index_hash(uint32_t scope, uint32_t gram)
{
	uint32_t h = (gram ^ scope * 0x85EBCA6BU) * 0x9E3779B1U;
	return h ^ h >> 15;
}

static inline uint32_t
index_hash_again(uint32_t hash)
{
	uint32_t h = (hash + 0x7F4A7C15U) * 0xC2B2AE35U;
	return h ^ h >> 16;
}

/* A key made of a letter and bytes; returns its size, cut at INDEX_KEY. */
static inline unsigned
index_key(char *key, char letter, const void *bytes, size_t n)
{
	if (n > INDEX_KEY - 1)
		n = INDEX_KEY - 1;
	key[0] = letter;
	memcpy(key + 1, bytes, n);
	return (unsigned)n + 1;
}

/* Of a pattern. Its number is spread over all bits: tinycdb's hash of small numbers
 * that follow each other is the same for many, and each look would be into several. */
static inline unsigned
index_number_key(char *key, char letter, uint32_t number)
{
	uint32_t spread = number * 0x9E3779B1U;
	return index_key(key, letter, &spread, sizeof(spread));
}

static inline unsigned
index_gram_key(char *key, uint32_t scope, uint32_t gram)
{
	key[0] = 'G';
	memcpy(key + 1, &scope, sizeof(scope));
	memcpy(key + 1 + sizeof(scope), &gram, sizeof(gram));
	return 1 + sizeof(scope) + sizeof(gram);
}

#endif
