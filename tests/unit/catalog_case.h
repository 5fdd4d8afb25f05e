/* A catalog made from a text, and what it says to what a run printed. */
#ifndef REMEDY_TESTS_CATALOG_CASE_H
#define REMEDY_TESTS_CATALOG_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "capture/run.h"
#include "catalog/layer.h"
#include "catalog/source.h"
#include "failure/failure.h"

static inline struct source *
case_source(struct arena *a, const char *layer, const char *yaml, struct diagnostics *d)
{
	struct source *s = source_new(a, layer);
	source_add(s, "case.yaml", yaml, strlen(yaml), d);
	source_finish(s, d);
	return s;
}

/* No diagnostics are expected. */
static inline struct catalog *
case_catalog(struct arena *a, const char *yaml)
{
	struct diagnostics d = diagnostics_new(a);
	struct catalog *c = catalog_empty(a);
	struct source *s = case_source(a, "built-in", yaml, &d);
	if (d.first != NULL)
		fail_msg("%d:%d: %s", d.first->line, d.first->column, d.first->message);
	assert_true(catalog_push(c, s));
	return c;
}

static inline struct failures *
case_failures(struct arena *a, const char *text, const char *command, int status)
{
	return failure_parse(a, run_from_text(a, text, strlen(text), command, status));
}

/* The ids that fit, best first, joined by spaces. */
static inline const char *
case_ids(struct arena *a, struct catalog *c, const struct failures *f)
{
	struct matches m = catalog_match(a, c, f);
	struct buf b = buf_new(a);
	for (size_t i = 0; i < m.count; i++)
		buf_printf(&b, "%s%s", i == 0 ? "" : " ", m.all[i].pattern->id);
	return b.text;
}

static inline const char *
case_says(struct arena *a, struct catalog *c, const char *text)
{
	return case_ids(a, c, case_failures(a, text, NULL, 1));
}

static inline const char *
case_group(const struct match *m, const char *name)
{
	for (size_t i = 0; i < m->group_count; i++)
		if (strcmp(m->groups[i].name, name) == 0)
			return m->groups[i].value;
	return NULL;
}

#define TRACEBACK(line)                                                                                                \
	"Traceback (most recent call last):\n  File \"/home/ada/app/a.py\", line 3, in work\n    go(1)\n" line "\n"

#endif
