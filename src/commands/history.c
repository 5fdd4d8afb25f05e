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
#include "memory/cure.h"
#include "memory/store.h"

extern const struct command command_history, command_forget;

enum { DAY = 24 * 60 * 60, LISTED = 100000, SHOWN = 30, PLOT_DAYS = 30, PLOT_WIDTH = 50 };

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

static bool
read_query(struct arena *a, int argc, char **argv, struct query *q)
{
	for (int i = 1; i < argc; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : NULL;
		bool takes = strcmp(argv[i], "--since") == 0 || strcmp(argv[i], "--project") == 0 ||
			     strcmp(argv[i], "--pattern") == 0 || strcmp(argv[i], "--format") == 0 ||
			     strcmp(argv[i], "--limit") == 0;
		if (takes && value == NULL)
			return false;
		if (strcmp(argv[i], "--since") == 0)
			q->filter.since = time_of(value);
		else if (strcmp(argv[i], "--project") == 0)
			q->filter.folder = path_normal(a, value, getcwd(arena_alloc(a, 4096), 4096));
		else if (strcmp(argv[i], "--pattern") == 0)
			q->filter.pattern = value;
		else if (strcmp(argv[i], "--format") == 0 && (strcmp(value, "json") == 0 || strcmp(value, "text") == 0))
			q->json = *value == 'j';
		else if (strcmp(argv[i], "--limit") == 0)
			q->limit = strtoul(value, NULL, 10);
		else if (strcmp(argv[i], "--plot") == 0)
			q->plot = true;
		else if (strcmp(argv[i], "--cures") == 0)
			q->cures = true;
		else
			return false;
		i += takes;
	}
	return q->filter.since >= 0 && q->limit > 0;
}

static int
told_state(const char *command, enum store_state state)
{
	if (state == STORE_NEWER)
		fprintf(stderr, _("remedy %s: the memory was written by a newer remedy\n"), command);
	else if (state == STORE_BUSY)
		fprintf(stderr, _("remedy %s: another process is writing the memory; once more, please\n"), command);
	else
		fprintf(stderr, _("remedy %s: nothing is remembered yet\n"), command);
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
		const char *cure = "";
		for (size_t k = i; k < count; k++) {
			if (done[k] || strcmp(all[k].shape, all[i].shape) != 0)
				continue;
			done[k] = true;
			times++;
			cure = *cure == '\0' ? all[k].cure : cure;
		}
		printf("%s  %4zu×  %s\n", day_of(a, all[i].time), times, text_safe(a, all[i].shape, 300));
		if (*cure != '\0')
			printf("                   %s %s\n", _("cured by:"), text_safe(a, cure, 300));
		shown++;
	}
}

static void
print_cures(struct arena *a, const struct store_cure *all, size_t count, size_t limit)
{
	for (size_t i = 0; i < count && i < limit; i++) {
		const struct cure *c = &all[i].cure;
		printf("%3lld  %u×%s  %s\n", (long long)all[i].id, c->worked,
		       c->failed > 0 ? arena_printf(a, _(" (not %u×)"), c->failed) : "", text_safe(a, c->line, 300));
		printf("     %s  %s\n", cure_age(a, c->last, time(NULL)), text_safe(a, all[i].shape, 200));
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
	for (int day = PLOT_DAYS - 1; day >= 0; day--) {
		printf("%s %5u ", day_of(a, now - (int64_t)day * DAY), days[day]);
		for (unsigned i = 0; i < (days[day] * PLOT_WIDTH + most - 1) / most; i++)
			fputs(utf8 ? "█" : "#", stdout);
		putchar('\n');
	}
}

static void
print_json(const struct store_failure *all, size_t count, size_t limit)
{
	json_t *list = json_array();
	for (size_t i = 0; i < count && i < limit; i++)
		json_array_append_new(list, json_pack("{s:I, s:s, s:s, s:s, s:s, s:s}", "time", (json_int_t)all[i].time,
						      "shape", all[i].shape, "pattern", all[i].pattern, "program",
						      all[i].program, "folder", all[i].folder, "cure", all[i].cure));
	json_t *whole = json_pack("{s:i, s:o}", "version", 1, "failures", list);
	jsontext_print(stdout, whole, 0);
	json_decref(whole);
}

static int
history_run(struct arena *a, int argc, char **argv)
{
	struct query q = {.limit = SHOWN};
	if (!read_query(a, argc, argv, &q))
		return command_misused(&command_history,
				       _("an option is unknown, or its value is no number of days, date or number"));
	enum store_state state;
	size_t count;
	store_update(a);
	if (q.cures) {
		const struct store_cure *cures = store_cures(a, q.limit, &count, &state);
		if (cures == NULL || count == 0)
			return told_state("history", state);
		print_cures(a, cures, count, q.limit);
		return STATUS_DONE;
	}
	const struct store_failure *all = store_failures(a, &q.filter, LISTED, &count, &state);
	if (q.json && (all != NULL || state == STORE_FAILED)) {
		print_json(all, count, q.limit == SHOWN ? LISTED : q.limit);
		return count > 0 ? STATUS_DONE : STATUS_NONE;
	}
	if (all == NULL || count == 0)
		return told_state("history", state);
	if (q.plot)
		print_plot(a, all, count);
	else
		print_table(a, all, count, q.limit);
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

static int
forget_run(struct arena *a, int argc, char **argv)
{
	enum store_state state;
	char *end = NULL;
	if (argc == 2 && strcmp(argv[1], "--all") == 0) {
		state = store_forget_all(a);
	} else if (argc == 3 && strcmp(argv[1], "--pattern") == 0) {
		state = store_forget_pattern(a, argv[2]);
	} else if (argc == 3 && strcmp(argv[1], "--before") == 0 && time_of(argv[2]) >= 0) {
		state = store_forget_before(a, time_of(argv[2]));
	} else if (argc == 2 && argv[1][0] >= '1' && argv[1][0] <= '9') {
		state = store_forget_cure(a, strtoll(argv[1], &end, 10));
		if (*end != '\0')
			return command_misused(&command_forget, _("'%s' is no number"), text_safe(a, argv[1], 40));
	} else {
		return command_misused(
			&command_forget,
			_("a number of remedy history --cures, --pattern ID, --before DAYS|DATE or --all"));
	}
	if (state != STORE_DONE)
		return told_state("forget", state);
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
