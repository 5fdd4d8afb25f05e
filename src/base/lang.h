/* lang: the person's language, through gettext.
 *
 * glibc translates only when setlocale() succeeds with something other than
 * "C". On containers the person's LANG often names a locale that was never
 * generated; lang_init then falls back to C.UTF-8 for LC_MESSAGES and hands the
 * wish over in LANGUAGE. LC_ALL=C, LANG=C or nothing set means English. */
#ifndef REMEDY_BASE_LANG_H
#define REMEDY_BASE_LANG_H

#include <libintl.h>
#include <stdbool.h>

#include "base/arena.h"

#define _(text) gettext(text)
#define N_(text) (text)

/* Sets the locale from LANGUAGE, LC_ALL, LC_MESSAGES, LANG (in gettext's order
 * of precedence) and binds the domain "remedy" in UTF-8 to path_locale(). A
 * Chinese wish of the traditional kind (zh_TW, zh_HK, zh_MO, zh_Hant*) is
 * served by zh_TW. Call once, first thing in main. */
void lang_init(struct arena *a);

/* Translation of a text from the catalog (its templates are msgids too); text
 * itself where there is none, "" for "". */
const char *lang_text(const char *text);

/* True if the terminal's character set is UTF-8 (LC_ALL, LC_CTYPE, LANG by
 * name); else output must be ASCII. */
bool lang_utf8(void);

#endif
