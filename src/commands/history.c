/* history and forget: what is remembered. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/jsontext.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/passage.h"
#include "memory/cure.h"
#include "memory/store.h"

extern const struct command command_history, command_forget;

enum {
	DAY = 24 * 60 * 60,
	LISTED = 100000,
	SHOWN = 30,
	PLOT_DAYS = 30,
	PLOT_LEAST = 7,
	PLOT_WIDTH = 50,
	PLOT_HEAD = 18,
	UNDER = 19,
	UNDER_CURE = 5
};

struct query {
	struct store_filter filter;
	bool json, plot, cures;
	size_t limit;
};

/* "30" days back, or a date, as seconds since 1970; -1 if it is neither. */
static int64_t
time_of(const char *text)
{
	char *end;
	long days = strtol(text, &end, 10);
	if (*text != '\0' && *end == '\0' && days >= 0 && days < 40000)
		return (int64_t)time(NULL) - (int64_t)days * DAY;
	struct tm tm = {.tm_isdst = -1};
	const char *rest = strptime(text, "%Y-%m-%d", &tm);
	return rest != NULL && *rest == '\0' ? (int64_t)mktime(&tm) : -1;
}

/* NULL, or what is wrong. */
static const char *
read_query(struct arena *a, int argc, char **argv, struct query *q)
{
	for (int i = 1; i < argc; i++) {
		char *name = arena_strdup(a, argv[i]), *end = NULL;
		char *equals = strncmp(name, "--", 2) == 0 ? strchr(name, '=') : NULL;
		if (equals != NULL)
			*equals = '\0';
		if (equals == NULL && strcmp(name, "--plot") == 0) {
			q->plot = true;
			continue;
		}
		if (equals == NULL && strcmp(name, "--cures") == 0) {
			q->cures = true;
			continue;
		}
		bool since = strcmp(name, "--since") == 0, limit = strcmp(name, "--limit") == 0;
		bool project = strcmp(name, "--project") == 0, pattern = strcmp(name, "--pattern") == 0;
		if (!since && !limit && !project && !pattern && strcmp(name, "--format") != 0)
			return arena_printf(a, _("'%s' is no option"), text_safe(a, argv[i], 40));
		const char *value = equals != NULL ? equals + 1 : argv[++i];
		if (value == NULL)
			return arena_printf(a, _("%s needs a value"), name);
		if (since && (q->filter.since = time_of(value)) < 0)
			return arena_printf(a, _("--since takes a number of days, or a date as 2026-01-31, not '%s'"),
					    value);
		if (limit &&
		    (*value < '0' || *value > '9' || (q->limit = strtoul(value, &end, 10)) == 0 || *end != '\0'))
			return arena_printf(a, _("--limit takes a number from 1, not '%s'"), value);
		if (project)
			q->filter.folder = path_normal(a, value, getcwd(arena_alloc(a, 4096), 4096));
		else if (pattern)
			q->filter.pattern = value;
		else if (!since && !limit && strcmp(value, "json") != 0 && strcmp(value, "text") != 0)
			return _("--format is text or json");
		else if (!since && !limit)
			q->json = *value == 'j';
	}
	return NULL;
}

static int
told_state(struct arena *a, const char *command, enum store_state state, bool chosen)
{
	if (state == STORE_DONE && chosen)
		passage_tell(_("remedy %s: nothing of that kind is remembered\n"), command);
	else if (state == STORE_NEWER)
		passage_tell(_("remedy %s: the memory was written by a newer remedy\n"), command);
	else if (state == STORE_BUSY)
		passage_tell(_("remedy %s: another process is writing the memory; once more, please\n"), command);
	else if (state == STORE_FAILED && store_check(a) == STORE_FAILED)
		passage_tell(_("remedy %s: the memory cannot be read; remedy doctor tells more\n"), command);
	else
		passage_tell(_("remedy %s: nothing is remembered yet\n"), command);
	return STATUS_NONE;
}

static char *
day_of(struct arena *a, int64_t when)
{
	char text[32] = "";
	time_t t = (time_t)when;
	struct tm tm;
	if (localtime_r(&t, &tm) != NULL)
		strftime(text, sizeof(text), "%Y-%m-%d", &tm);
	return arena_strdup(a, text);
}

/* A line; at a terminal what does not fit goes below it, so many columns in. */
static void
print_under(struct arena *a, size_t indent, const char *text)
{
	enum { LEAST = 12 };
	size_t columns = passage_columns(STDOUT_FILENO);
	if (columns >= indent + LEAST)
		text = text_wrap(a, text, columns, arena_printf(a, "%*s", (int)indent, ""));
	printf("%s\n", text);
}

/* What cured it, in words. */
static const char *
said_cure(struct arena *a, const char *kind, const char *line)
{
	if (strcmp(kind, "edit") != 0)
		return text_safe(a, line, 300);
	return text_safe(a, arena_printf(a, _("a change of %s"), path_shown(a, line)), 300);
}

/* What failed, how often, cured by what: a line a shape, as first met in the list. */
static void
print_table(struct arena *a, const struct store_failure *all, size_t count, size_t limit)
{
	size_t shown = 0;
	bool *done = arena_array(a, count + 1, sizeof(*done));
	for (size_t i = 0; i < count && shown < limit; i++) {
		if (done[i])
			continue;
		size_t times = 0;
		const struct store_failure *last = &all[i], *cured = NULL;
		for (size_t k = i; k < count; k++) {
			if (done[k] || strcmp(all[k].shape, last->shape) != 0)
				continue;
			done[k] = true;
			times++;
			cured = cured == NULL && *all[k].cure != '\0' ? &all[k] : cured;
		}
		print_under(
			a, UNDER,
			arena_printf(a, "%s  %4zu×  %s", day_of(a, last->time), times, text_safe(a, last->shape, 300)));
		if (*last->program != '\0' && *last->folder != '\0')
			print_under(a, UNDER,
				    arena_printf(a, "%*s%s", UNDER, "",
						 text_safe(a,
							   arena_printf(a, _("%s in %s"), last->program,
									path_shown(a, last->folder)),
							   300)));
		if (cured != NULL)
			print_under(a, UNDER,
				    arena_printf(a, "%*s%s %s", UNDER, "", _("cured by:"),
						 said_cure(a, cured->kind, cured->cure)));
		shown++;
	}
}

static bool
is_asked_for(const struct store_filter *f, const struct store_cure *c)
{
	size_t n = f->folder != NULL ? strlen(f->folder) : 0;
	return c->cure.last >= f->since && (f->pattern == NULL || strcmp(f->pattern, c->pattern) == 0) &&
	       (n == 0 || (strncmp(c->cure.folder, f->folder, n) == 0 &&
			   (c->cure.folder[n] == '/' || c->cure.folder[n] == '\0')));
}

static void
print_cures(struct arena *a, const struct store_cure *all, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct cure *c = &all[i].cure;
		print_under(a, UNDER_CURE,
			    arena_printf(a, "%3lld  %u×%s  %s", (long long)all[i].id, c->worked,
					 c->failed > 0 ? arena_printf(a, _(" (not %u×)"), c->failed) : "",
					 said_cure(a, c->kind, c->line)));
		print_under(a, UNDER_CURE,
			    arena_printf(a, "%*s%s  %s", UNDER_CURE, "", cure_age(a, c->last, time(NULL)),
					 text_safe(a, all[i].shape, 200)));
	}
}

/* Failures a day, the last weeks, as bars. */
static void
print_plot(struct arena *a, const struct store_failure *all, size_t count)
{
	unsigned days[PLOT_DAYS] = {0}, most = 1;
	int64_t now = time(NULL);
	for (size_t i = 0; i < count; i++) {
		int64_t age = (now - all[i].time) / DAY;
		if (age >= 0 && age < PLOT_DAYS && ++days[age] > most)
			most = days[age];
	}
	bool utf8 = lang_utf8();
	size_t columns = passage_columns(STDOUT_FILENO);
	unsigned width =
		columns > PLOT_HEAD && columns - PLOT_HEAD < PLOT_WIDTH ? (unsigned)columns - PLOT_HEAD : PLOT_WIDTH;
	int first = PLOT_DAYS - 1;
	while (first >= PLOT_LEAST && days[first] == 0)
		first--;
	for (int day = first; day >= 0; day--) {
		printf("%s %5u ", day_of(a, now - (int64_t)day * DAY), days[day]);
		for (unsigned i = 0; i < (days[day] * width + most - 1) / most; i++)
			fputs(utf8 ? "█" : "#", stdout);
		putchar('\n');
	}
}

static void
print_list(const char *name, json_t *list)
{
	json_t *whole = json_pack("{s:i, s:o}", "version", 1, name, list);
	jsontext_print(stdout, whole, 0);
	json_decref(whole);
}

static void
print_json(const struct store_failure *all, size_t count, size_t limit)
{
	json_t *list = json_array();
	for (size_t i = 0; i < count && i < limit; i++)
		json_array_append_new(list,
				      json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:s}", "time", (json_int_t)all[i].time,
						"shape", all[i].shape, "pattern", all[i].pattern, "program",
						all[i].program, "folder", all[i].folder, "cure", all[i].cure, "kind",
						*all[i].cure != '\0' ? all[i].kind : ""));
	print_list("failures", list);
}

static void
print_cures_json(const struct store_cure *all, size_t count)
{
	json_t *list = json_array();
	for (size_t i = 0; i < count; i++) {
		const struct cure *c = &all[i].cure;
		json_array_append_new(list, json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I}", "number",
						      (json_int_t)all[i].id, "shape", all[i].shape, "pattern",
						      all[i].pattern, "kind", c->kind, "cure", c->line, "folder",
						      c->folder, "worked", (json_int_t)c->worked, "failed",
						      (json_int_t)c->failed, "last", (json_int_t)c->last));
	}
	print_list("cures", list);
}

static int
history_cures(struct arena *a, const struct query *q)
{
	enum store_state state;
	size_t count, kept = 0;
	struct store_cure *all = store_cures(a, STORE_CURES, &count, &state);
	size_t limit = q->limit > 0 ? q->limit : q->json ? STORE_CURES : SHOWN;
	for (size_t i = 0; i < count && kept < limit; i++)
		if (is_asked_for(&q->filter, &all[i]))
			all[kept++] = all[i];
	if (q->json && (all != NULL || state == STORE_FAILED))
		print_cures_json(all, kept);
	else if (kept == 0)
		told_state(a, "history", state, count > 0);
	else
		print_cures(a, all, kept);
	return kept > 0 ? STATUS_DONE : STATUS_NONE;
}

static int
history_run(struct arena *a, int argc, char **argv)
{
	struct query q = {0};
	const char *fault = read_query(a, argc, argv, &q);
	if (fault != NULL)
		return command_misused(&command_history, "%s", fault);
	enum store_state state;
	size_t count;
	store_update(a);
	if (q.cures)
		return history_cures(a, &q);
	const struct store_failure *all = store_failures(a, &q.filter, LISTED, &count, &state);
	if (q.json && (all != NULL || state == STORE_FAILED)) {
		print_json(all, count, q.limit > 0 ? q.limit : LISTED);
		return count > 0 ? STATUS_DONE : STATUS_NONE;
	}
	if (all == NULL || count == 0)
		return told_state(a, "history", state,
				  q.filter.since > 0 || q.filter.folder != NULL || q.filter.pattern != NULL);
	if (q.plot)
		print_plot(a, all, count);
	else
		print_table(a, all, count, q.limit > 0 ? q.limit : SHOWN);
	return STATUS_DONE;
}

const struct command command_history = {
	.name = "history",
	.usage =
		"[--since DAYS|DATE] [--project DIR] [--pattern ID] [--cures] [--plot] [--format text|json] [--limit N]",
	.summary = N_("what failed, how often, and what cured it"),
	.help = N_("  --since DAYS|DATE  only what failed since (2026-01-31, or that many days ago)\n"
		   "  --project DIR      only in that folder and below\n"
		   "  --pattern ID       only what that pattern knew\n"
		   "  --cures            the cures, best first, with their numbers\n"
		   "  --plot             failures a day\n"
		   "  --format json      for other programs\n"
		   "  --limit N          at most so many\n"
		   "\n"
		   "All of it stays on this machine. remedy forget takes things out.\n"
		   "\n"
		   "Example: remedy history --since 30 --plot\n"),
	.run = history_run,
};

/* True if there is something to be forgotten: a cure by its number, or what a pattern knew. */
static bool
is_remembered(struct arena *a, long long id, const char *pattern)
{
	enum store_state state;
	size_t count, failures = 0;
	const struct store_filter filter = {.pattern = pattern};
	store_update(a);
	const struct store_cure *all = store_cures(a, STORE_CURES, &count, &state);
	if (all == NULL)
		return true; /* which is told of elsewhere */
	if (pattern != NULL)
		store_failures(a, &filter, 1, &failures, &state);
	for (size_t i = 0; i < count; i++)
		if (pattern != NULL ? strcmp(all[i].pattern, pattern) == 0 : all[i].id == id)
			return true;
	return failures > 0;
}

static int
forget_run(struct arena *a, int argc, char **argv)
{
	enum store_state state;
	if (argc == 2 && strcmp(argv[1], "--all") == 0) {
		state = store_forget_all(a);
	} else if (argc == 3 && strcmp(argv[1], "--pattern") == 0) {
		if (!is_remembered(a, 0, argv[2]))
			return told_state(a, "forget", STORE_DONE, true);
		state = store_forget_pattern(a, argv[2]);
	} else if (argc == 3 && strcmp(argv[1], "--before") == 0) {
		if (time_of(argv[2]) < 0)
			return command_misused(&command_forget,
					       _("--before takes a number of days, or a date as 2026-01-31, not '%s'"),
					       argv[2]);
		state = store_forget_before(a, time_of(argv[2]));
	} else if (argc == 2 && argv[1][0] >= '0' && argv[1][0] <= '9') {
		char *end;
		long long id = strtoll(argv[1], &end, 10);
		if (*end != '\0' || !is_remembered(a, id, NULL))
			return command_misused(&command_forget,
					       _("'%s' is no number in the list; remedy history --cures shows it"),
					       argv[1]);
		state = store_forget_cure(a, id);
	} else {
		return command_misused(
			&command_forget,
			_("a number of remedy history --cures, --pattern ID, --before DAYS|DATE or --all"));
	}
	if (state != STORE_DONE)
		return told_state(a, "forget", state, false);
	puts(_("forgotten"));
	return STATUS_DONE;
}

const struct command command_forget = {
	.name = "forget",
	.usage = "N|--pattern ID|--before DAYS|DATE|--all",
	.summary = N_("take something out of the memory"),
	.help = N_("  N              one cure, by its number in remedy history --cures\n"
		   "  --pattern ID   what that pattern knew\n"
		   "  --before WHEN  what is older than a date, or than so many days\n"
		   "  --all          everything\n"
		   "\n"
		   "Example: remedy forget --before 365\n"),
	.run = forget_run,
};
