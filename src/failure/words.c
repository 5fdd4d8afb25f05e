/* words: is there anything in a text that could be a failure? One pass, 32 bytes
 * at a time, so that a log of gigabytes without one costs next to nothing. */
#include "failure/failure.h"

#include <stdint.h>
#include <string.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif
#if defined(__x86_64__) && __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif

/* Every form that failure_parse knows holds one of these words. The numbers are a
 * bucket, out of eight that make the fewest false hits (words of like letters share
 * one), and where in the word four seldom letters stand; the first three follow. */
/* clang-format off */
#define WORDS(word) \
	word("rror", 3, 0, 'r', 'r', 'o') /* Error, error: nearly everything */ \
	word("RROR", 3, 0, 'R', 'R', 'O') \
	word("xception", 0, 0, 'x', 'c', 'e') \
	word("raceback", 6, 2, 'c', 'e', 'b') \
	word("panicked", 4, 2, 'n', 'i', 'c') \
	word("rrupt", 3, 0, 'r', 'r', 'u') /* KeyboardInterrupt, glibc's corruption */ \
	word("not found", 6, 3, ' ', 'f', 'o') /* shells, ld.so, meson */ \
	word("o package '", 7, 4, 'c', 'k', 'a') /* pkg-config */ \
	word("o such file", 7, 2, 's', 'u', 'c') \
	word("o module named", 1, 0, 'o', ' ', 'm') \
	word("ermission denied", 2, 7, 'o', 'n', ' ') \
	word("annot ", 3, 1, 'n', 'n', 'o') /* ld: cannot find -lx */ \
	word("ndefined ref", 4, 0, 'n', 'd', 'e') /* ld */ \
	word("an't find", 5, 2, '\'', 't', ' ') \
	word("erminated", 6, 1, 'r', 'm', 'i') \
	word("llegal instr", 7, 0, 'l', 'l', 'e') \
	word("gmentation fault", 0, 0, 'g', 'm', 'e') \
	word("ould not", 2, 0, 'o', 'u', 'l') \
	word("ailed", 2, 0, 'a', 'i', 'l') \
	word("borted", 1, 0, 'b', 'o', 'r') \
	word("illed", 4, 0, 'i', 'l', 'l') \
	word("dumped", 5, 2, 'm', 'p', 'e') \
	word("erminate called", 6, 1, 'r', 'm', 'i') \
	word("detected ***", 7, 8, ' ', '*', '*') \
	word("(): ", 0, 0, '(', ')', ':') /* free(): invalid pointer */ \
	word("ssertion `", 2, 6, 'o', 'n', ' ') \
	word("FAILED", 3, 0, 'F', 'A', 'I')
/* clang-format on */

enum { LANES = 32 };

typedef uint8_t lanes __attribute__((vector_size(LANES)));

static bool
word_is(const char *text, size_t n, size_t at, const char *word, size_t size, size_t key)
{
	return at >= key && n - (at - key) >= size && memcmp(text + at - key, word, size) == 0;
}

/* One of the words has its key at `i`. */
static bool
word_at(const char *text, size_t n, size_t i)
{
#define WORD_IS(word, bucket, key, a, b, c)                                                                            \
	if (text[i] == (a) && word_is(text, n, i, word, sizeof(word) - 1, key))                                        \
		return true;
	WORDS(WORD_IS)
	return false;
}

static inline __attribute__((always_inline)) bool
word_anywhere(const char *text, size_t n)
{
	size_t i = 0;
	for (; i + LANES + 2 <= n; i += LANES) {
		lanes first, second, third, hits = {0};
		memcpy(&first, text + i, LANES);
		memcpy(&second, text + i + 1, LANES);
		memcpy(&third, text + i + 2, LANES);
#define WORD_HIT(word, bucket, key, a, b, c) hits |= (lanes)((first == (a)) & (second == (b)) & (third == (c)));
		WORDS(WORD_HIT)
		uint64_t parts[LANES / 8];
		memcpy(parts, &hits, sizeof(parts));
		for (size_t k = 0; k < LANES / 8; k++) {
			if (parts[k] == 0)
				continue;
			for (size_t at = i + k * 8; at < i + k * 8 + 8; at++) {
				if (hits[at - i] != 0 && word_at(text, n, at))
					return true;
			}
		}
	}
	for (; i < n; i++) {
		if (word_at(text, n, i))
			return true;
	}
	return false;
}

#ifdef __x86_64__
/* What ld.so has found out, where glibc tells (since 2.33): the compiler's own
 * question is put to the processor at the start of every process, and on a
 * virtual machine that alone takes a tenth of a report's time. */
static bool
has_avx2(void)
{
#if __has_include(<sys/platform/x86.h>)
	return CPU_FEATURE_ACTIVE(AVX2);
#else
	return false;
#endif
}

/* The same, in registers twice as wide. */
__attribute__((target("avx2"))) static bool
word_anywhere_avx2(const char *text, size_t n)
{
	return word_anywhere(text, n);
}

enum { LETTERS = 4, NIBBLES = 16, LONG = 1024 };

/* Which buckets of words have a letter with that half at that place of the four
 * that begin with the key. */
struct halves {
	uint8_t low[LETTERS][2 * NIBBLES], high[LETTERS][2 * NIBBLES];
};

static inline void
halves_add(struct halves *h, int bucket, const char *letters)
{
	for (size_t i = 0; i < LETTERS; i++) {
		h->low[i][letters[i] & 15] |= (uint8_t)(1 << bucket);
		h->high[i][letters[i] >> 4 & 15] |= (uint8_t)(1 << bucket);
	}
}

/* All words at once, for a text that is worth the making of the tables: a shuffle
 * tells for each of 32 bytes to which buckets its half belongs, and where four in a
 * row agree a word is looked for. */
__attribute__((target("avx2"))) static bool
word_in_long(const char *text, size_t n)
{
	struct halves h = {0};
#define WORD_ADD(word, bucket, key, a, b, c) halves_add(&h, bucket, (word) + (key));
	WORDS(WORD_ADD)
	__m256i low[LETTERS], high[LETTERS];
	const __m256i half = _mm256_set1_epi8(15);
	for (size_t i = 0; i < LETTERS; i++) {
		memcpy(h.low[i] + NIBBLES, h.low[i], NIBBLES);
		memcpy(h.high[i] + NIBBLES, h.high[i], NIBBLES);
		memcpy(&low[i], h.low[i], sizeof(low[i]));
		memcpy(&high[i], h.high[i], sizeof(high[i]));
	}
	size_t i = 0;
	for (; i + LANES + LETTERS - 1 <= n; i += LANES) {
		__m256i agree = _mm256_set1_epi8(-1);
		for (size_t k = 0; k < LETTERS; k++) {
			__m256i bytes;
			memcpy(&bytes, text + i + k, sizeof(bytes));
			__m256i upper = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half);
			agree = _mm256_and_si256(agree, _mm256_shuffle_epi8(low[k], _mm256_and_si256(bytes, half)));
			agree = _mm256_and_si256(agree, _mm256_shuffle_epi8(high[k], upper));
		}
		uint32_t none = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(agree, _mm256_setzero_si256()));
		for (uint32_t hits = ~none; hits != 0; hits &= hits - 1)
			if (word_at(text, n, i + (size_t)__builtin_ctz(hits)))
				return true;
	}
	for (; i < n; i++) {
		if (word_at(text, n, i))
			return true;
	}
	return false;
}
#endif

bool
failure_possible(const char *text, size_t n)
{
#ifdef __x86_64__
	if (has_avx2())
		return n >= LONG ? word_in_long(text, n) : word_anywhere_avx2(text, n);
#endif
	return word_anywhere(text, n);
}
