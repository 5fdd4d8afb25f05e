#include "catalog/backtrack.h"

#include <pcre2.h>
#include <string.h>

#include "base/buf.h"
#include "catalog/regex.h"

/* An expression whose work grows with the square of the text stays below STEPS on
 * texts of PUMP bytes; one whose work grows with its cube or faster does not. Most
 * stay below FEW, and of those that do not the texts that cost most are tried only so
 * often: else a single expression would keep lint busy for many seconds. PCRE2 counts
 * anew at each place where it begins, so it is asked about a few of them. */
enum { PUMP = 600, FEW = 25 * 1000, STEPS = 400 * 1000, COSTLY = 4, PIECES = 24, PIECE = 24 };

struct pieces {
	const char *all[PIECES];
	size_t count;
};

static void
piece_add(struct arena *a, struct pieces *p, const char *s, size_t n)
{
	if (n == 0 || n > PIECE || p->count == PIECES)
		return;
	for (size_t i = 0; i < p->count; i++)
		if (strlen(p->all[i]) == n && memcmp(p->all[i], s, n) == 0)
			return;
	p->all[p->count++] = arena_strndup(a, s, n);
}

/* Texts that the expression may like to repeat: the literal runs of its source,
 * each of its letters that stands before a quantifier, and what its classes and
 * dots are most often about. */
static void
pieces_of(struct arena *a, struct pieces *p, const char *regex)
{
	static const char *const usual[] = {"a", " ", "0", ".", "/", "a.", "a ", "'", "\"", "\n", "-", "_", "aA0_"};
	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++)
		piece_add(a, p, usual[i], strlen(usual[i]));
	static const char special[] = "\\^$.[]|()?*+{}";
	for (const char *s = regex; *s != '\0';) {
		size_t n = strcspn(s, special);
		piece_add(a, p, s, n);
		s += n;
		if (*s == '\0')
			break;
		if (n > 0 && (*s == '+' || *s == '*' || *s == '{'))
			piece_add(a, p, s - 1, 1);
		s += *s == '\\' && s[1] != '\0' ? 2 : 1;
	}
}

/* The part of the expression before the first repetition, as a text that fits
 * it where it is literal. */
static char *
prefix_of(struct arena *a, const char *regex)
{
	struct buf b = buf_new(a);
	const char *s = *regex == '^' ? regex + 1 : regex;
	while (*s != '\0' && strchr("[.()|?*+{$^", *s) == NULL) {
		if (*s == '\\' && strchr("bB", s[1]) != NULL && s[1] != '\0') {
			s += 2;
			continue;
		}
		if (*s == '\\' && strchr(".()[]{}*+?|^$/'\"\\-", s[1]) != NULL && s[1] != '\0')
			s++;
		else if (*s == '\\')
			break;
		buf_add_char(&b, *s++);
	}
	if (b.size > 0 && (*s == '*' || *s == '?' || *s == '{'))
		b.text[--b.size] = '\0';
	return b.text;
}

/* From the text's beginning, or from where what is repeated begins. */
static bool
exceeds(const pcre2_code *code, struct regex_matcher *m, uint32_t steps, const struct buf *text, size_t prefix)
{
	const size_t starts[] = {0, 1, prefix, prefix + 1};
	uint32_t options = PCRE2_NO_JIT | PCRE2_ANCHORED;
	pcre2_set_match_limit(m->context, steps);
	pcre2_set_depth_limit(m->context, steps);
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		/* PCRE2 begins at no byte within a character. */
		if (starts[i] >= text->size || (i > 1 && starts[i] <= 1) || (text->text[starts[i]] & 0xc0) == 0x80)
			continue;
		int rc = pcre2_match(code, (PCRE2_SPTR)text->text, text->size, starts[i], options, m->data, m->context);
		if (rc <= PCRE2_ERROR_UTF8_ERR1 && rc >= PCRE2_ERROR_UTF8_ERR21)
			return false;
		options |= PCRE2_NO_UTF_CHECK;
		if (rc == PCRE2_ERROR_MATCHLIMIT || rc == PCRE2_ERROR_DEPTHLIMIT || rc == PCRE2_ERROR_HEAPLIMIT)
			return true;
	}
	return false;
}

/* An ending that does not fit, but holds the byte without which PCRE2 would not
 * begin to match: "^(a+)+b$" on a text without a b is no work. */
static const char *
needed_ending(struct arena *a, const pcre2_code *code)
{
	uint32_t type = 0, unit = 0;
	pcre2_pattern_info(code, PCRE2_INFO_LASTCODETYPE, &type);
	pcre2_pattern_info(code, PCRE2_INFO_LASTCODEUNIT, &unit);
	return type != 0 && unit > 0 && unit < 0x80 ? arena_printf(a, "\x01%c\x01", (int)unit) : "\x01\n\x01";
}

char *
backtrack_proof(struct arena *a, const char *regex, enum clause c)
{
	struct regex_error error;
	struct regex_matcher m;
	pcre2_code *code = regex_compile(regex, c, &error);
	char *proof = NULL;
	if (code == NULL || !regex_matcher_init(&m)) {
		pcre2_code_free(code);
		return NULL;
	}
	struct pieces pieces = {.count = 0};
	pieces_of(a, &pieces, regex);
	const char *prefix = prefix_of(a, regex);
	const char *const endings[] = {"\x01", "!\n", "", needed_ending(a, code)};
	struct arena *scratch = arena_new();
	unsigned costly = 0;
	struct buf text = buf_new(scratch);
	for (size_t i = 0; i < pieces.count && proof == NULL && costly < COSTLY; i++) {
		text.size = 0;
		buf_add_string(&text, prefix);
		for (size_t n = strlen(pieces.all[i]); text.size < PUMP;)
			buf_add(&text, pieces.all[i], n);
		size_t pumped = text.size;
		for (size_t k = 0; k < sizeof(endings) / sizeof(*endings) && proof == NULL && costly < COSTLY; k++) {
			text.size = pumped;
			text.text[pumped] = '\0';
			buf_add_string(&text, endings[k]);
			if (!exceeds(code, &m, FEW, &text, strlen(prefix)))
				continue;
			costly++;
			if (exceeds(code, &m, STEPS, &text, strlen(prefix)))
				proof = arena_printf(a, "%.40s%s%s%s…", prefix, pieces.all[i], pieces.all[i],
						     pieces.all[i]);
		}
	}
	arena_free(scratch);
	regex_matcher_free(&m);
	pcre2_code_free(code);
	return proof;
}
