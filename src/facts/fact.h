/* fact: what the files of this room share: who is asked about, what an answer
 * is, and how long finding one may take. Not for other rooms: they use facts.h.
 *
 * A family of facts is an array of struct fact that its file ends in, closed by
 * an entry without a name; facts.c lists the families. */
#ifndef REMEDY_FACTS_FACT_H
#define REMEDY_FACTS_FACT_H

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "catalog/catalog.h"
#include "facts/facts.h"
#include "failure/failure.h"

struct value {
	const char *text;   /* NULL: not known */
	const char *source; /* where it is written */
};

/* What one match is about. Matches that agree in all of it share their answers. */
struct subject {
	struct subject *next;
	struct facts *facts;
	const struct process *process; /* the process that failed, or NULL */
	const struct failure *failure; /* or NULL */
	/* Groups; NULL where absent. `owner` is the group `class`. */
	const char *module, *package, *name, *type, *attribute, *file, *port, *function, *owner, *key, *choice,
		*choices;
	struct value *values; /* by the fact's number */
	unsigned char *states;
	struct interpreter *interpreter; /* see subject_interpreter */
	bool interpreter_sought;
	struct program *program;
	struct module *module_found;
	struct own *own;
	struct suspect *suspect;
	struct mend *mend;
	struct tuple *tuple;
	const struct place *places; /* see module_places */
};

/* Where a fact can be known. */
enum fact_reach {
	FACT_HERE,     /* about what happened on this machine */
	FACT_ANYWHERE, /* also about a log from elsewhere */
	FACT_PRINTED,  /* from the groups alone: also where facts are frozen */
};

struct fact {
	const char *name;
	struct value (*find)(struct subject *s);
	enum fact_reach reach;
};

struct facts {
	struct arena *arena;
	struct catalog *catalog;         /* may be NULL in tests */
	const struct failures *failures; /* may be NULL */
	const struct run *run;           /* may be NULL: then only the machine is asked about */
	bool local;                      /* the failure happened on this machine */
	bool frozen;
	struct preset *presets;
	struct subject *subjects;
	struct interpreter *interpreters; /* every one looked at */
	struct others *others;            /* see interpreter_others */
	struct listing *listings;         /* see listing.h */
	const char *folders;              /* what was remembered of site directories, or NULL */
	size_t folders_size;
	bool folders_sought;
	struct project *project;
	struct foreign *foreign;
	struct native *natives;
	bool natives_read;
	struct diagnostics diagnostics; /* of the files that declare native facts */
	const char **names;
	unsigned patience;  /* milliseconds that all facts together may take */
	long long deadline; /* of the fact being found, CLOCK_MONOTONIC in ns */
	long long spent;    /* ns so far */
	unsigned depth;     /* facts that ask for facts */
	bool cut;           /* a search was cut short: "false" and "none" are not known */
	char *self_path;    /* PATH of the person's shell */
};

static inline struct value
fact_value(const char *text, const char *source)
{
	return (struct value){text, text == NULL ? NULL : source};
}

static inline struct value
fact_unknown(void)
{
	return (struct value){NULL, NULL};
}

static inline struct value
fact_bool(bool b, const char *source)
{
	return (struct value){b ? "true" : "false", source};
}

extern const struct fact interpreter_facts[];
extern const struct fact module_facts[];
extern const struct fact known_facts[];
extern const struct fact own_facts[];
extern const struct fact nearby_facts[];
extern const struct fact distribution_facts[];
extern const struct fact demand_facts[];
extern const struct fact name_facts[];
extern const struct fact line_facts[];
extern const struct fact mend_facts[];
extern const struct fact gap_facts[];
extern const struct fact attribute_facts[];
extern const struct fact suspect_facts[];
extern const struct fact tuple_facts[];
extern const struct fact function_facts[];
extern const struct fact key_facts[];
extern const struct fact choice_facts[];
extern const struct fact scope_facts[];
extern const struct fact file_facts[];
extern const struct fact project_facts[];
extern const struct fact program_facts[];
extern const struct fact dotted_facts[];
extern const struct fact system_facts[];
extern const struct fact port_facts[];

/* The answer for s, by all the rules (set by hand, cached, from the text). */
struct value facts_value(struct facts *f, struct subject *s, const char *name);

/* Where the failed process ran: its own working directory, else the shell's,
 * else for a local run without either the one of this process. NULL for text
 * from elsewhere. */
const char *subject_cwd(const struct subject *s);
/* A variable of the failed process's environment; of our own where there is no
 * process (a person's `remedy facts`). NULL for text from elsewhere. */
const char *subject_env(const struct subject *s, const char *name);

/* A folder's entries, bounded in number and by the fact's deadline; "." and
 * ".." are left out. A walk that hits a bound sets f->cut. Every folder is read
 * once (listing.h). */
struct walk {
	struct facts *facts;
	const struct chunk *chunk;
	size_t at;
	unsigned seen;
};
enum { WALK_ENTRIES = 20000 };
bool walk_open(struct walk *w, struct facts *f, const char *dir);
const struct dirent *walk_next(struct walk *w);
/* False if `dir` was read before and has nothing of that name; what is not known
 * is to be asked of the disk. */
bool walk_may_have(struct facts *f, const char *dir, const char *name);
/* True once the fact being found has used up its time. */
bool walk_late(struct facts *f);

/* All of a condition's value against a fact's (condition.c). */
bool condition_holds(const struct condition *c, const char *fact);
/* <0, 0, >0 by numbers between dots; as far as `other` has numbers, so that
 * 3.11.7 equals 3.11. False if either is no version. */
bool version_compare(const char *version, const char *other, int *order);

#endif
