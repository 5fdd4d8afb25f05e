/* words: is there anything in a text that could be a failure? One pass, 32 bytes
 * at a time, so that a log of gigabytes without one costs next to nothing. */
#include "failure/failure.h"

#include <stdint.h>
#include <string.h>
#if defined(__x86_64__) && __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif

/* Every form that failure_parse knows holds one of these words. The number is
 * where in the word its three rarest letters stand, the letters follow: they are
 * looked for in all lanes at once. */
#define WORDS(word)                                                                                                    \
	word("rror", 0, 'r', 'r', 'o') /* Error, error: nearly everything */                                           \
		word("RROR", 0, 'R', 'R', 'O') word("xception", 0, 'x', 'c', 'e') word("raceback", 2, 'c', 'e', 'b')   \
			word("panicked", 2, 'n', 'i', 'c')                                                             \
				word("rrupt", 0, 'r', 'r', 'u') /* KeyboardInterrupt, glibc's corruption */            \
		word("not found", 2, 't', ' ', 'f')             /* shells, ld.so, meson */                             \
		word("o package '", 2, 'p', 'a', 'c')           /* pkg-config */                                       \
		word("o such file", 2, 's', 'u', 'c') word("o module named", 2, 'm', 'o', 'd')                         \
			word("ermission denied", 11, 'e', 'n', 'i')                                                    \
				word("annot ", 1, 'n', 'n', 'o') /* ld: cannot find -lx */                             \
		word("ndefined ref", 0, 'n', 'd', 'e')           /* ld */                                              \
		word("an't find", 2, '\'', 't', ' ') word("erminated", 1, 'r', 'm', 'i')                               \
			word("llegal instr", 0, 'l', 'l', 'e') word("gmentation fault", 0, 'g', 'm', 'e')              \
				word("ould not", 0, 'o', 'u', 'l') word("ailed", 0, 'a', 'i', 'l')                     \
					word("borted", 0, 'b', 'o', 'r') word("illed", 0, 'i', 'l', 'l') word(         \
						"dumped", 0, 'd', 'u', 'm') word("erminate called", 1, 'r', 'm', 'i')  \
						word("detected ***", 6, 'e', 'd', ' ')                                 \
							word("(): ", 0, '(', ')', ':') /* free(): invalid pointer */   \
		word("ssertion `", 7, 'n', ' ', '`') word("FAILED", 0, 'F', 'A', 'I')

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
#define WORD_IS(word, key, a, b, c)                                                                                    \
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
#define WORD_HIT(word, key, a, b, c) hits |= (lanes)((first == (a)) & (second == (b)) & (third == (c)));
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
#endif

bool
failure_possible(const char *text, size_t n)
{
#ifdef __x86_64__
	if (has_avx2())
		return word_anywhere_avx2(text, n);
#endif
	return word_anywhere(text, n);
}
