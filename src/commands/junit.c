#include <string.h>

#include "base/text.h"
#include "commands/rendering.h"

/* XML 1.0 has no way to say a control character, U+FFFE or U+FFFF. */
static void
escape(FILE *out, const char *s)
{
	for (size_t n = strlen(s), length; n > 0; s += length, n -= length) {
		int code = text_decode(s, n, &length);
		switch (code) {
		case '&':
			fputs("&amp;", out);
			break;
		case '<':
			fputs("&lt;", out);
			break;
		case '>':
			fputs("&gt;", out);
			break;
		case '"':
			fputs("&quot;", out);
			break;
		default:
			if (code < 0 || (code < 0x20 && code != '\n' && code != '\t') || code == 0xfffe ||
			    code == 0xffff || (code >= 0xd800 && code < 0xe000))
				fputc('?', out);
			else
				fwrite(s, 1, length, out);
		}
	}
}

static void
attribute(FILE *out, const char *name, const char *value)
{
	struct arena *a = arena_new();
	fprintf(out, " %s=\"", name);
	escape(out, text_safe(a, value, 1000));
	fputc('"', out);
	arena_free(a);
}

static void
test_case(FILE *out, const struct finding *f)
{
	fputs("    <testcase", out);
	attribute(out, "classname", f->id != NULL ? f->id : f->type);
	attribute(out, "name", f->id != NULL ? f->summary : f->shape);
	if (f->path != NULL)
		attribute(out, "file", f->path);
	if (f->path != NULL && f->line > 0)
		fprintf(out, " line=\"%d\"", f->line);
	fputs(">\n      <failure", out);
	attribute(out, "type", f->type);
	attribute(out, "message", f->message);
	fputc('>', out);
	escape(out, f->plain);
	for (size_t i = 0; i < f->position_count; i++) {
		struct arena *a = arena_new();
		escape(out, text_safe(a, f->positions[i].log, 1000));
		fprintf(out, ":%zu\n", f->positions[i].line);
		arena_free(a);
	}
	fputs("</failure>\n    </testcase>\n", out);
}

/* One suite a log: that in which the finding stood first. */
void
junit_all(FILE *out, struct findings *f)
{
	fprintf(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"remedy\" tests=\"%zu\" failures=\"%zu\">\n",
		f->count, f->count);
	for (size_t first = 0, next; first < f->count; first = next) {
		const char *log = f->all[first]->first.log;
		for (next = first + 1; next < f->count && strcmp(f->all[next]->first.log, log) == 0; next++)
			;
		fputs("  <testsuite", out);
		attribute(out, "name", log);
		fprintf(out, " tests=\"%zu\" failures=\"%zu\">\n", next - first, next - first);
		for (size_t i = first; i < next; i++)
			test_case(out, f->all[i]);
		fputs("  </testsuite>\n", out);
	}
	fputs("</testsuites>\n", out);
}
