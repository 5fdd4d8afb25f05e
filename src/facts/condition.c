#define _GNU_SOURCE
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "facts/fact.h"

enum { REGEX_MATCH_LIMIT = 20000 };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The number at *at, which then stands behind the dot after it; 0 and the end
 * of the string where there is none. */
static unsigned long
version_part(const char **at)
{
	if (!is_digit(**at)) {
		*at = "";
		return 0;
	}
	char *end;
	unsigned long number = strtoul(*at, &end, 10);
	*at = *end == '.' ? end + 1 : "";
	return number;
}

bool
version_compare(const char *version, const char *other, int *order)
{
	*order = 0;
	if (!is_digit(*version) || !is_digit(*other))
		return false;
	do {
		unsigned long x = version_part(&version), y = version_part(&other);
		if (x != y) {
			*order = x < y ? -1 : 1;
			break;
		}
	} while (is_digit(*other));
	return true;
}

/* A list is joined by ", "; a word holds for it if it is one of them. */
static bool
word_holds(const char *fact, const char *word)
{
	size_t n = strlen(word);
	if (strcmp(fact, word) == 0)
		return true;
	for (const char *at = fact; n > 0 && (at = strstr(at, word)) != NULL; at++) {
		bool begins = at == fact || (at - fact >= 2 && at[-1] == ' ' && at[-2] == ',');
		bool ends = at[n] == '\0' || (at[n] == ',' && at[n + 1] == ' ');
		if (begins && ends)
			return true;
	}
	return false;
}

static bool
regex_holds(const char *fact, const char *pattern)
{
	int error;
	PCRE2_SIZE offset;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
					 PCRE2_UTF | PCRE2_MATCH_INVALID_UTF, &error, &offset, NULL);
	if (code == NULL)
		return false;
	pcre2_match_context *context = pcre2_match_context_create(NULL);
	pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, NULL);
	bool holds = false;
	if (context != NULL && data != NULL) {
		pcre2_set_match_limit(context, REGEX_MATCH_LIMIT);
		pcre2_set_depth_limit(context, REGEX_MATCH_LIMIT);
		holds = pcre2_match(code, (PCRE2_SPTR)fact, strlen(fact), 0, 0, data, context) >= 0;
	}
	pcre2_match_data_free(data);
	pcre2_match_context_free(context);
	pcre2_code_free(code);
	return holds;
}

/* "?value" holds for an unknown fact too. */
static bool
value_holds(const char *fact, const char *value)
{
	int order;
	if (*value == '?' && fact == NULL)
		return true;
	if (fact == NULL)
		return false;
	value += *value == '?';
	if (strncmp(value, "=~", 2) == 0)
		return regex_holds(fact, value + 2);
	if (strncmp(value, "!=", 2) == 0)
		return !word_holds(fact, value + 2);
	if (strncmp(value, "<=", 2) == 0)
		return version_compare(fact, value + 2, &order) && order <= 0;
	if (strncmp(value, ">=", 2) == 0)
		return version_compare(fact, value + 2, &order) && order >= 0;
	if (*value == '<')
		return version_compare(fact, value + 1, &order) && order < 0;
	if (*value == '>')
		return version_compare(fact, value + 1, &order) && order > 0;
	return word_holds(fact, value);
}

bool
condition_holds(const struct condition *c, const char *fact)
{
	if (c->any != NULL) {
		for (const char **v = c->any; *v != NULL; v++)
			if (value_holds(fact, *v))
				return true;
		return false;
	}
	return c->value != NULL && value_holds(fact, c->value);
}
