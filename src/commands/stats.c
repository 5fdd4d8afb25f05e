#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/jsontext.h"
#include "base/lang.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/passage.h"
#include "commands/tally.h"
#include "hint/hint.h"

enum { TOP = 20, DAYS = 60, COMPLAINTS = 10 };

extern const struct command command_stats;

struct options {
	const char *format;
	size_t top;
	int first; /* of argv that is a file */
};

struct counting {
	struct tally *tally;
	size_t complaints; /* also those that were not printed */
	bool foreign;      /* a file was no report from its first line on */
};

static void
complain(struct counting *c, const char *name, size_t line, const char *why)
{
	struct arena *a = arena_new();
	if (c->complaints++ < COMPLAINTS && line > 0)
		fprintf(stderr, "remedy stats: %s:%zu: %s\n", text_safe(a, name, 400), line, why);
	else if (line == 0)
		fprintf(stderr, "remedy stats: %s: %s\n", text_safe(a, name, 400), why);
	arena_free(a);
}

static void
count_file(struct counting *c, const char *name)
{
	FILE *file = strcmp(name, "-") == 0 ? stdin : fopen(name, "re");
	char *line = NULL;
	size_t room = 0;
	ssize_t n;
	if (file == NULL) {
		complain(c, name, 0, strerror(errno));
		return;
	}
	for (size_t number = 1; (n = getline(&line, &room, file)) >= 0; number++) {
		/* Empty lines and blanks are what engines put between. */
		if (strspn(line, " \t\r\n") >= (size_t)n)
			continue;
		const char *why = tally_line(c->tally, line, (size_t)n);
		c->foreign |= why != NULL && number == 1;
		if (why != NULL)
			complain(c, name, number, why);
	}
	if (ferror(file))
		complain(c, name, 0, strerror(errno));
	free(line);
	if (file != stdin)
		fclose(file);
}

static void
print_sums(const struct tally *t, enum tally_by by, const char *title, size_t top)
{
	struct arena *a = arena_new();
	size_t count;
	const struct tally_sum *all = tally_sums(a, t, by, &count);
	if (count > 0 && !(count == 1 && *all[0].name == '\0')) {
		/* Of days the latest are what counts. */
		size_t first = by == TALLY_DAY && count > top ? count - top : 0;
		printf("\n%s\n", title);
		for (size_t i = first; i < count && i < first + top; i++)
			printf("%12" PRIu64 "  %3.0f %%  %s\n", all[i].count,
			       100 * (double)all[i].count / (double)t->total,
			       *all[i].name != '\0' ? all[i].name : _("(not known)"));
		if (count > top)
			printf(_("              and %zu more\n"), count - top);
	}
	arena_free(a);
}

static void
print_table(const struct tally *t, size_t top)
{
	printf(ngettext("%" PRIu64 " failure\n", "%" PRIu64 " failures\n", t->total), t->total);
	print_sums(t, TALLY_PATTERN, _("Patterns"), top);
	print_sums(t, TALLY_UNKNOWN, _("Failures that no pattern knows"), top);
	print_sums(t, TALLY_PROJECT, _("Projects"), top);
	print_sums(t, TALLY_DAY, _("Days"), top);
}

static json_t *
sums_json(const struct tally *t, enum tally_by by, const char *key)
{
	struct arena *a = arena_new();
	json_t *list = json_array();
	size_t count;
	const struct tally_sum *all = tally_sums(a, t, by, &count);
	for (size_t i = 0; i < count; i++) {
		json_t *name = *all[i].name != '\0' ? json_string(all[i].name) : json_null();
		json_array_append_new(list, json_pack("{s:o, s:I}", key, name, "count", (json_int_t)all[i].count));
	}
	arena_free(a);
	return list;
}

static void
print_json(const struct tally *t)
{
	json_t *object = json_object();
	json_object_set_new(object, "version", json_integer(1));
	json_object_set_new(object, "total", json_integer((json_int_t)t->total));
	json_object_set_new(object, "patterns", sums_json(t, TALLY_PATTERN, "id"));
	json_object_set_new(object, "unknown", sums_json(t, TALLY_UNKNOWN, "shape"));
	json_object_set_new(object, "projects", sums_json(t, TALLY_PROJECT, "project"));
	json_object_set_new(object, "days", sums_json(t, TALLY_DAY, "day"));
	jsontext_print(stdout, object, 0);
	json_decref(object);
}

/* Reports again, one a row. */
static void
print_jsonl(struct tally *t)
{
	tally_sort(t);
	for (size_t i = 0; i < t->count; i++) {
		const struct tally_row *r = t->rows[i];
		json_t *object = json_object(), *days = json_object();
		json_object_set_new(object, "version", json_integer(1));
		json_object_set_new(object, "id", *r->id != '\0' ? json_string(r->id) : json_null());
		if (*r->id == '\0')
			json_object_set_new(object, "shape", json_string(r->shape));
		json_object_set_new(object, "project", *r->project != '\0' ? json_string(r->project) : json_null());
		json_object_set_new(object, "count", json_integer((json_int_t)r->count));
		if (*r->day != '\0')
			json_object_set_new(days, r->day, json_integer((json_int_t)r->count));
		json_object_set_new(object, "days", days);
		jsontext_print(stdout, object, 0);
		json_decref(object);
	}
}

/* A bar of at most `width` columns, in eighths of one where they can be had. */
static void
print_bar(uint64_t count, uint64_t largest, size_t width, bool utf8)
{
	static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
	size_t parts = (size_t)((double)count / (double)largest * (double)width * 8 + 0.5);
	if (parts == 0 && count > 0)
		parts = 1;
	for (size_t i = 0; i < parts / 8; i++)
		fputs(utf8 ? "█" : "#", stdout);
	if (utf8)
		fputs(eighths[parts % 8], stdout);
	else if (parts < 8 && parts > 0)
		putchar('#');
}

static void
plot(const struct tally *t, enum tally_by by, size_t top, const struct style *style)
{
	struct arena *a = arena_new();
	size_t count, label = 0, number = 1;
	const struct tally_sum *all = tally_sums(a, t, by, &count);
	size_t first = by == TALLY_DAY && count > top ? count - top : 0,
	       end = count < first + top ? count : first + top;
	uint64_t largest = 1;
	for (size_t i = first; i < end; i++) {
		size_t width = text_width(all[i].name);
		label = width > label ? width : label;
		largest = all[i].count > largest ? all[i].count : largest;
	}
	for (uint64_t n = largest; n >= 10; n /= 10)
		number++;
	if (label > style->width / 2)
		label = style->width / 2;
	size_t room = style->width > label + number + 12 ? style->width - label - number - 4 : 8;
	for (size_t i = first; i < end; i++) {
		const char *name = all[i].name;
		size_t width = text_width(name);
		/* A name that is too long loses its end. */
		while (width > label) {
			name = text_safe(a, name, strlen(name) - 4 - (width - label > 3 ? (width - label) / 3 : 0));
			width = text_width(name);
		}
		printf("%s%*s  %*" PRIu64 "  ", name, (int)(label - width), "", (int)number, all[i].count);
		print_bar(all[i].count, largest, room, style->utf8);
		putchar('\n');
	}
	if (end > first)
		putchar('\n');
	arena_free(a);
}

static void
print_plot(const struct tally *t, size_t top)
{
	struct style style = style_of(1);
	plot(t, TALLY_DAY, DAYS, &style);
	plot(t, TALLY_PATTERN, top, &style);
	plot(t, TALLY_UNKNOWN, top, &style);
}

static bool
read_options(struct arena *a, int argc, char **argv, struct options *o)
{
	static const char *const formats[] = {"table", "json", "jsonl", "plot"};
	for (o->first = 1; o->first < argc; o->first++) {
		const char *arg = argv[o->first], *value = NULL;
		if (*arg != '-' || strcmp(arg, "-") == 0)
			return true;
		if (strcmp(arg, "--") == 0) {
			o->first++;
			return true;
		}
		char *name = arena_strdup(a, arg), *equals = strchr(name, '=');
		if (equals != NULL) {
			*equals = '\0';
			value = equals + 1;
		} else if (o->first + 1 < argc) {
			value = argv[++o->first];
		}
		if (strcmp(name, "--format") == 0 && value != NULL) {
			o->format = NULL;
			for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
				if (strcmp(formats[i], value) == 0)
					o->format = formats[i];
			if (o->format == NULL)
				return command_misused(&command_stats,
						       _("the formats are table, json, jsonl and plot, not '%s'"),
						       text_safe(a, value, 40)),
				       false;
		} else if (strcmp(name, "--top") == 0 && value != NULL) {
			char *end;
			long top = strtol(value, &end, 10);
			if (end == value || *end != '\0' || top < 1 || top > 1000000)
				return command_misused(&command_stats, _("--top takes a number from 1, not '%s'"),
						       text_safe(a, value, 40)),
				       false;
			o->top = (size_t)top;
		} else {
			return command_misused(&command_stats, _("'%s' is no option, or lacks its value"),
					       text_safe(a, arg, 40)),
			       false;
		}
	}
	return true;
}

static int
stats_run(struct arena *a, int argc, char **argv)
{
	struct options o = {.format = "table", .top = TOP};
	if (!read_options(a, argc, argv, &o))
		return STATUS_USAGE;
	struct counting c = {.tally = tally_new(a)};
	if (o.first == argc)
		count_file(&c, "-");
	for (int i = o.first; i < argc; i++)
		count_file(&c, argv[i]);
	bool nothing = c.tally->total == 0 && c.complaints > 0; /* that is no count of failures */
	if (strcmp(o.format, "json") == 0)
		print_json(c.tally);
	else if (strcmp(o.format, "jsonl") == 0)
		print_jsonl(c.tally);
	else if (strcmp(o.format, "plot") == 0)
		print_plot(c.tally, o.top);
	else if (!nothing)
		print_table(c.tally, o.top);
	uint64_t total = c.tally->total;
	tally_end(c.tally);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		passage_tell(_("remedy stats: the output cannot be written: %s\n"), strerror(errno));
		return STATUS_USAGE;
	}
	if (c.complaints > COMPLAINTS)
		fprintf(stderr,
			ngettext("remedy stats: %zu line was not understood\n",
				 "remedy stats: %zu lines were not understood\n", c.complaints),
			c.complaints);
	if (nothing && c.foreign)
		passage_tell(
			"%s",
			_("remedy stats: it adds up reports; remedy explain --format jsonl FILE | remedy stats makes one of a log\n"));
	return c.complaints > 0 ? STATUS_USAGE : total > 0 ? STATUS_DONE : STATUS_NONE;
}

const struct command command_stats = {
	.name = "stats",
	.usage = "[--format table|json|jsonl|plot] [--top N] [FILE…|-]",
	.summary = N_("add up reports: what fails how often, where and when"),
	.help = N_("Reads what `remedy explain --format jsonl` wrote, and its own jsonl: parts may be added\n"
		   "up in any order.\n"
		   "\n"
		   "  --format FORM  table; json: one object; jsonl: to be added up again; plot: days and\n"
		   "                 patterns as bars\n"
		   "  --top N        so many of each (20)\n"
		   "\n"
		   "Example: remedy explain --format jsonl logs/ | remedy stats\n"),
	.run = stats_run,
};
