#include "catalog/regex.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

pcre2_code *
regex_compile(const char *regex, enum clause c, struct regex_error *error)
{
	size_t size = strlen(regex);
	*error = (struct regex_error){0};
	if (size > REGEX_LENGTH) {
		strcpy(error->message, "longer than 16 KiB");
		error->offset = REGEX_LENGTH;
		return NULL;
	}
	uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;
	if (c == CLAUSE_TEXT || c == CLAUSE_CONTEXT)
		options |= PCRE2_MULTILINE;
	else
		options |= PCRE2_DOLLAR_ENDONLY;
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	if (context == NULL) {
		strcpy(error->message, "no memory");
		return NULL;
	}
	pcre2_set_newline(context, PCRE2_NEWLINE_LF);
	pcre2_set_parens_nest_limit(context, 100);
	int code = 0;
	PCRE2_SIZE offset = 0;
	pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)regex, size, options, &code, &offset, context);
	pcre2_compile_context_free(context);
	if (compiled == NULL) {
		error->offset = offset;
		pcre2_get_error_message(code, (PCRE2_UCHAR *)error->message, sizeof(error->message));
	}
	return compiled;
}

bool
regex_matcher_init(struct regex_matcher *m)
{
	m->context = pcre2_match_context_create(NULL);
	m->data = pcre2_match_data_create(REGEX_GROUPS, NULL);
	if (m->context == NULL || m->data == NULL) {
		regex_matcher_free(m);
		return false;
	}
	pcre2_set_match_limit(m->context, REGEX_LIMIT);
	pcre2_set_depth_limit(m->context, REGEX_LIMIT);
	pcre2_set_heap_limit(m->context, REGEX_HEAP);
	return true;
}

void
regex_matcher_free(struct regex_matcher *m)
{
	if (m->data != NULL)
		pcre2_match_data_free(m->data);
	if (m->context != NULL)
		pcre2_match_context_free(m->context);
	m->data = NULL;
	m->context = NULL;
}

enum regex_result
regex_search(struct regex_matcher *m, const pcre2_code *code, const char *text, size_t from, size_t to, bool whole)
{
	uint32_t options = PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT;
	if (!whole)
		options |= PCRE2_NOTEOL;
	int rc = pcre2_match(code, (PCRE2_SPTR)text, to, from, options, m->data, m->context);
	if (rc >= 0)
		return REGEX_YES;
	return rc == PCRE2_ERROR_NOMATCH ? REGEX_NO : REGEX_EXCEEDED;
}

void
regex_groups(struct arena *a, const struct regex_matcher *m, const pcre2_code *code, const char *text,
	     struct capture_group *groups, size_t *count, size_t capacity)
{
	uint32_t names = 0;
	uint32_t entry = 0;
	PCRE2_SPTR table = NULL;
	pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &names);
	pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &entry);
	pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
	const PCRE2_SIZE *places = pcre2_get_ovector_pointer(m->data);
	uint32_t pairs = pcre2_get_ovector_count(m->data);
	for (uint32_t i = 0; i < names; i++) {
		PCRE2_SPTR row = table + (size_t)i * entry;
		uint32_t number = (uint32_t)row[0] << 8 | row[1];
		const char *name = (const char *)row + 2;
		bool set = number < pairs && places[2 * number] != PCRE2_UNSET &&
			   places[2 * number + 1] >= places[2 * number];
		size_t known = 0;
		while (known < *count && strcmp(groups[known].name, name) != 0)
			known++;
		if (known == *count) {
			if (*count == capacity)
				continue;
			groups[(*count)++] = (struct capture_group){arena_strdup(a, name), NULL};
		}
		if (set && groups[known].value == NULL)
			groups[known].value = arena_strndup(a, text + places[2 * number],
							    places[2 * number + 1] - places[2 * number]);
	}
}

const char *
regex_subject(struct arena *a, const char *text, size_t size)
{
	char *copy = NULL;
	size_t i = 0;
	while (i < size) {
		uint64_t eight;
		if (size - i >= sizeof(eight)) {
			memcpy(&eight, text + i, sizeof(eight));
			if ((eight & UINT64_C(0x8080808080808080)) == 0) {
				i += sizeof(eight);
				continue;
			}
		}
		size_t length = 1;
		if (text_decode(text + i, size - i, &length) < 0) {
			if (copy == NULL)
				copy = arena_strndup(a, text, size);
			copy[i] = '?';
		}
		i += length;
	}
	return copy != NULL ? copy : text;
}
