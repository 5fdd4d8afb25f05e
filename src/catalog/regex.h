/* regex: PCRE2 as patterns use it: UTF, named groups, limits that no text and no
 * expression can talk its way out of. */
#ifndef REMEDY_CATALOG_REGEX_H
#define REMEDY_CATALOG_REGEX_H

#include <pcre2.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "catalog/rule.h"

enum {
	REGEX_LENGTH = 16 * 1024, /* bytes of an expression */
	REGEX_GROUPS = 64,        /* whose places are kept, the whole match included */
	REGEX_LIMIT = 100 * 1000, /* match and depth, for each start */
	REGEX_HEAP = 4 * 1024,    /* KiB */
};

struct regex_error {
	size_t offset; /* in the expression, bytes */
	char message[160];
};

/* Compiles an expression of the kind `c` (text and context: multi-line). NULL
 * with *error filled in. The caller frees it with pcre2_code_free. */
pcre2_code *regex_compile(const char *regex, enum clause c, struct regex_error *error);

/* What is needed to match: made once, freed with regex_matcher_free. */
struct regex_matcher {
	pcre2_match_context *context;
	pcre2_match_data *data;
};
bool regex_matcher_init(struct regex_matcher *m);
void regex_matcher_free(struct regex_matcher *m);

enum regex_result { REGEX_NO, REGEX_YES, REGEX_EXCEEDED };

/* Looks for the expression in text[from … to), where text has `to` or more
 * bytes, all valid UTF-8, and both ends lie between characters; what stands
 * before `from` is seen by look-behinds and ^. `whole` tells that the text ends
 * at `to`. On REGEX_YES the places are in m->data. */
enum regex_result regex_search(struct regex_matcher *m, const pcre2_code *code, const char *text, size_t from,
			       size_t to, bool whole);

/* The named groups of the match just found, added to groups[*count …], with the
 * value NULL where one took no part; those that have a value already are kept as
 * they are. At most `capacity` in all. */
void regex_groups(struct arena *a, const struct regex_matcher *m, const pcre2_code *code, const char *text,
		  struct capture_group *groups, size_t *count, size_t capacity);

/* text if it is valid UTF-8, else a copy of the same length in which every byte
 * that is not is a '?'. */
const char *regex_subject(struct arena *a, const char *text, size_t size);

#endif
