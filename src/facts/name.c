/* Facts about the group `name`: a Python name that was not defined. */
#define _GNU_SOURCE
#include <string.h>

#include "base/path.h"
#include "facts/similar.h"
#include "facts/source.h"
#include "facts/standard.h"

/* What people mean by a name that they forgot to import, where more than one
 * module has it or none is standard. */
static const struct {
	const char *name, *statement;
} imports[] = {
	{"np", "import numpy as np"},
	{"pd", "import pandas as pd"},
	{"plt", "import matplotlib.pyplot as plt"},
	{"sns", "import seaborn as sns"},
	{"tf", "import tensorflow as tf"},
	{"nn", "from torch import nn"},
	{"tk", "import tkinter as tk"},
	{"ET", "import xml.etree.ElementTree as ET"},
	{"dt", "import datetime as dt"},
	{"Path", "from pathlib import Path"},
	{"timedelta", "from datetime import timedelta"},
	{"date", "from datetime import date"},
	{"timezone", "from datetime import timezone"},
	{"defaultdict", "from collections import defaultdict"},
	{"Counter", "from collections import Counter"},
	{"OrderedDict", "from collections import OrderedDict"},
	{"namedtuple", "from collections import namedtuple"},
	{"deque", "from collections import deque"},
	{"ChainMap", "from collections import ChainMap"},
	{"dataclass", "from dataclasses import dataclass"},
	{"field", "from dataclasses import field"},
	{"asdict", "from dataclasses import asdict"},
	{"Enum", "from enum import Enum"},
	{"IntEnum", "from enum import IntEnum"},
	{"auto", "from enum import auto"},
	{"partial", "from functools import partial"},
	{"reduce", "from functools import reduce"},
	{"wraps", "from functools import wraps"},
	{"lru_cache", "from functools import lru_cache"},
	{"cached_property", "from functools import cached_property"},
	{"chain", "from itertools import chain"},
	{"product", "from itertools import product"},
	{"permutations", "from itertools import permutations"},
	{"combinations", "from itertools import combinations"},
	{"groupby", "from itertools import groupby"},
	{"zip_longest", "from itertools import zip_longest"},
	{"islice", "from itertools import islice"},
	{"itemgetter", "from operator import itemgetter"},
	{"attrgetter", "from operator import attrgetter"},
	{"Decimal", "from decimal import Decimal"},
	{"Fraction", "from fractions import Fraction"},
	{"Any", "from typing import Any"},
	{"Optional", "from typing import Optional"},
	{"Union", "from typing import Union"},
	{"List", "from typing import List"},
	{"Dict", "from typing import Dict"},
	{"Tuple", "from typing import Tuple"},
	{"Set", "from typing import Set"},
	{"Type", "from typing import Type"},
	{"Callable", "from typing import Callable"},
	{"Iterable", "from typing import Iterable"},
	{"Iterator", "from typing import Iterator"},
	{"Generator", "from typing import Generator"},
	{"Sequence", "from typing import Sequence"},
	{"Mapping", "from typing import Mapping"},
	{"Literal", "from typing import Literal"},
	{"Protocol", "from typing import Protocol"},
	{"TypeVar", "from typing import TypeVar"},
	{"Generic", "from typing import Generic"},
	{"ClassVar", "from typing import ClassVar"},
	{"Final", "from typing import Final"},
	{"NamedTuple", "from typing import NamedTuple"},
	{"TypedDict", "from typing import TypedDict"},
	{"TYPE_CHECKING", "from typing import TYPE_CHECKING"},
	{"Annotated", "from typing import Annotated"},
	{"cast", "from typing import cast"},
	{"overload", "from typing import overload"},
	{"sleep", "from time import sleep"},
	{"perf_counter", "from time import perf_counter"},
	{"randint", "from random import randint"},
	{"choice", "from random import choice"},
	{"shuffle", "from random import shuffle"},
	{"sample", "from random import sample"},
	{"uniform", "from random import uniform"},
	{"sqrt", "from math import sqrt"},
	{"pi", "from math import pi"},
	{"ceil", "from math import ceil"},
	{"floor", "from math import floor"},
	{"sin", "from math import sin"},
	{"cos", "from math import cos"},
	{"log", "from math import log"},
	{"factorial", "from math import factorial"},
	{"gcd", "from math import gcd"},
	{"deepcopy", "from copy import deepcopy"},
	{"StringIO", "from io import StringIO"},
	{"BytesIO", "from io import BytesIO"},
	{"contextmanager", "from contextlib import contextmanager"},
	{"suppress", "from contextlib import suppress"},
	{"ABC", "from abc import ABC"},
	{"abstractmethod", "from abc import abstractmethod"},
	{"Thread", "from threading import Thread"},
	{"Lock", "from threading import Lock"},
	{"Queue", "from queue import Queue"},
	{"Process", "from multiprocessing import Process"},
	{"Pool", "from multiprocessing import Pool"},
	{"ThreadPoolExecutor", "from concurrent.futures import ThreadPoolExecutor"},
	{"ProcessPoolExecutor", "from concurrent.futures import ProcessPoolExecutor"},
	{"TestCase", "from unittest import TestCase"},
	{"Mock", "from unittest.mock import Mock"},
	{"MagicMock", "from unittest.mock import MagicMock"},
	{"patch", "from unittest.mock import patch"},
	{"ArgumentParser", "from argparse import ArgumentParser"},
	{"urlopen", "from urllib.request import urlopen"},
	{"urlencode", "from urllib.parse import urlencode"},
	{"urlparse", "from urllib.parse import urlparse"},
	{"urljoin", "from urllib.parse import urljoin"},
	{"quote", "from urllib.parse import quote"},
	{"uuid4", "from uuid import uuid4"},
	{"environ", "from os import environ"},
	{"getcwd", "from os import getcwd"},
	{"listdir", "from os import listdir"},
	{"argv", "from sys import argv"},
	{"Popen", "from subprocess import Popen"},
	{"check_output", "from subprocess import check_output"},
	{"BeautifulSoup", "from bs4 import BeautifulSoup"},
	{"tqdm", "from tqdm import tqdm"},
	{"Image", "from PIL import Image"},
	{"BaseModel", "from pydantic import BaseModel"},
	{"load_dotenv", "from dotenv import load_dotenv"},
};

/* The name is what the failing line itself gives a value, `cart = Cart()`: when it
 * failed, that one was no more there than the one that is missing. */
static bool
given_there(const struct source_name *name, const char *text, int failing)
{
	const char *before = name->text, *after = name->text + name->size;
	while (before > text && (before[-1] == ' ' || before[-1] == '\t'))
		before--;
	after += strspn(after, " \t");
	return name->line == failing && (before == text || before[-1] == '\n') && after[0] == '=' && after[1] != '=';
}

/* Names that text from elsewhere shows: its source lines. */
static void
offer_lines(struct similar *near, const struct failure *f)
{
	const struct frame *failing = f == NULL ? NULL : failure_user_frame(f);
	for (size_t n = 0; f != NULL && n < f->frame_count; n++) {
		const char *line = f->frames[n].source, *at = line;
		struct source_name name = {.line = 1};
		while (at != NULL && source_next(&at, &name))
			if (!name.attribute && !given_there(&name, line, &f->frames[n] == failing ? 1 : 0))
				similar_offer(near, name.text, name.size);
	}
}

/* Python's own suggestion, if it is no builtin. */
static void
offer_suggested(struct similar *near, const struct subject *s)
{
	static const char said[] = "Did you mean: '";
	const char *at = s->failure != NULL ? strstr(s->failure->message, said) : NULL;
	struct standard_name found;
	if (at == NULL)
		return;
	at += sizeof(said) - 1;
	char *name = arena_strndup(near->arena, at, strcspn(at, "'"));
	if (!standard_find(standard_list("m:", "builtins"), name, &found))
		similar_offer(near, name, strlen(name));
}

/* A function or type of the builtins is called, asked for something of its own, or
 * handed to what takes one; print(tool) does not mean bool. */
static bool
takes_function(const struct subject *s)
{
	static const char *const takers[] = {"isinstance(", "issubclass(", "map(",     "filter(",
					     "reduce(",     "key=",        "key =",    "type=",
					     "factory",     "->",          "Callable", "defaultdict("};
	const struct frame *frame = s->failure == NULL ? NULL : failure_user_frame(s->failure);
	const char *at = frame == NULL ? NULL : frame->source;
	if (at == NULL)
		return true;
	for (size_t n = 0; n < sizeof(takers) / sizeof(takers[0]); n++)
		if (strstr(at, takers[n]) != NULL)
			return true;
	struct source_name name = {.line = 1};
	while (source_next(&at, &name)) {
		if (name.size != strlen(s->name) || memcmp(name.text, s->name, name.size) != 0)
			continue;
		const char *before = name.text, *after = name.text + name.size;
		after += strspn(after, " \t");
		while (before > frame->source && before[-1] == ' ')
			before--;
		if (*after == '(' || *after == '.' || (before > frame->source && before[-1] == ':'))
			return true;
	}
	return false;
}

/* The nearest builtin or keyword. Short words are near to some builtin by
 * chance, hello to help: of these one letter counts. Misspelt, most keywords
 * make the line unreadable; a name that is not there stands for one of those
 * that can be alone. */
static struct similar
similar_given(struct subject *s)
{
	enum { SHORT = 6 };
	static const char *const alone[] = {"False", "None",  "True",   "break", "continue",
					    "pass",  "raise", "return", "yield"};
	struct similar near = similar_to(s->facts->arena, s->name);
	if (strlen(s->name) < SHORT && near.distance > 1)
		near.distance = 1;
	const char *minor = facts_value(s->facts, s, "python.minor").text;
	bool function = takes_function(s);
	struct standard_name builtin;
	for (const char *list = standard_list("m:", "builtins"); list != NULL && standard_next(&list, &builtin);)
		if (standard_in(&builtin, minor) && (function || builtin.text[0] < 'a'))
			similar_offer(&near, builtin.text, builtin.size);
	for (size_t n = 0; n < sizeof(alone) / sizeof(alone[0]); n++)
		similar_offer(&near, alone[n], strlen(alone[n]));
	return near;
}

static struct value
name_similar(struct subject *s)
{
	if (s->name == NULL)
		return fact_unknown();
	struct similar near = similar_to(s->facts->arena, s->name);
	const char *path = "the traceback", *text = source_text(s, &path);
	const struct frame *frame = s->failure == NULL ? NULL : failure_user_frame(s->failure);
	int failing = frame == NULL ? 0 : frame->line;
	struct source_name name = {.line = 1};
	for (const char *at = text; at != NULL && source_next(&at, &name);)
		if (name.defined && !given_there(&name, text, failing))
			similar_offer(&near, name.text, name.size);
	name.line = 1;
	for (const char *at = text; at != NULL && source_next(&at, &name);)
		if (!name.attribute && !given_there(&name, text, failing))
			similar_offer(&near, name.text, name.size);
	if (text == NULL)
		offer_lines(&near, s->failure);
	if (text == NULL && near.best == NULL)
		offer_suggested(&near, s);
	struct similar given = similar_given(s);
	if (given.best != NULL && (near.best == NULL || given.distance < near.distance))
		return fact_value(given.best, "the builtins and keywords");
	return fact_value(near.best, path);
}

static bool
is_standard(struct subject *s, const char *name)
{
	struct standard_name found;
	return name[0] != '_' && standard_find(standard_list("modules", ""), name, &found) &&
	       standard_in(&found, facts_value(s->facts, s, "python.minor").text);
}

static struct value
name_stdlib(struct subject *s)
{
	if (s->name == NULL)
		return fact_unknown();
	const char *path = "the table of standard modules", *text = source_text(s, &path);
	struct source_name name = {.line = 1};
	bool imported = false;
	for (const char *at = text; at != NULL && !imported && source_next(&at, &name);)
		imported = name.defined && name.size == strlen(s->name) && memcmp(name.text, s->name, name.size) == 0;
	return fact_bool(is_standard(s, s->name) && !imported, path);
}

static struct value
name_import(struct subject *s)
{
	struct arena *a = s->facts->arena;
	if (s->name == NULL)
		return fact_unknown();
	for (size_t n = 0; n < sizeof(imports) / sizeof(imports[0]); n++)
		if (strcmp(imports[n].name, s->name) == 0)
			return fact_value(imports[n].statement, "the usual imports");
	if (is_standard(s, s->name))
		return fact_value(arena_printf(a, "import %s", s->name), "the table of standard modules");
	/* One module alone has it, and it does not look like any word. */
	const char *module, *owner = NULL;
	struct standard_name found;
	if (strlen(s->name) < 5)
		return fact_unknown();
	/* Turtle's are words of every day, color and width. */
	const char *text = source_text(s, NULL);
	bool drawing = text != NULL && strstr(text, "turtle") != NULL;
	for (const char *list = standard_each(a, "m:", NULL, &module); list != NULL;
	     list = standard_each(a, "m:", list, &module)) {
		if (strcmp(module, "builtins") == 0 || (!drawing && strcmp(module, "turtle") == 0) ||
		    !standard_find(list, s->name, &found) ||
		    !standard_in(&found, facts_value(s->facts, s, "python.minor").text))
			continue;
		if (owner != NULL)
			return fact_unknown();
		owner = module;
	}
	return owner == NULL ? fact_unknown()
			     : fact_value(arena_printf(a, "from %s import %s", owner, s->name),
					  "the table of standard modules");
}

/* A definition of the name, and what it stands in. */
struct definition {
	int line;
	struct source_place place;
};

/* A name before = within brackets is an argument, and on a line that ends with a
 * comma most likely too. */
static bool
definition_is_argument(const char *text, const char *at)
{
	int open = 0;
	for (const char *p = at; p > text && p[-1] != '\n'; p--)
		open += (strchr("([{", p[-1]) != NULL) - (strchr(")]}", p[-1]) != NULL);
	const char *end = at + strcspn(at, "\r\n");
	while (end > at && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	return open > 0 || (end > at && end[-1] == ',');
}

/* The first one in the module itself, or else the first. False if there is none. */
static bool
name_definition(struct subject *s, struct definition *d, const char **path)
{
	const char *text = s->name == NULL ? NULL : source_text(s, path);
	struct source_name name = {.line = 1};
	unsigned places = 0;
	*d = (struct definition){0};
	for (const char *at = text; at != NULL && places < SOURCE_PLACES && source_next(&at, &name);) {
		if (!name.defined || name.size != strlen(s->name) || memcmp(name.text, s->name, name.size) != 0 ||
		    definition_is_argument(text, name.text))
			continue;
		places++;
		struct definition found = {name.line, source_place(s->facts->arena, text, name.text)};
		if (d->line == 0 || found.place.owner == NULL)
			*d = found;
		if (found.place.owner == NULL)
			break;
	}
	return d->line != 0;
}

static struct value
name_defined_line(struct subject *s)
{
	struct definition d;
	const char *path = NULL;
	return name_definition(s, &d, &path) ? fact_value(arena_printf(s->facts->arena, "%d", d.line), path)
					     : fact_unknown();
}

static struct value
name_scope(struct subject *s)
{
	struct definition d;
	const char *path = NULL;
	return name_definition(s, &d, &path) ? fact_value(d.place.scope, path) : fact_unknown();
}

static struct value
name_owner(struct subject *s)
{
	struct definition d;
	const char *path = NULL;
	return name_definition(s, &d, &path) ? fact_value(d.place.owner, path) : fact_unknown();
}

const struct fact name_facts[] = {
	{"name.similar", name_similar, FACT_ANYWHERE},
	{"name.stdlib", name_stdlib, FACT_ANYWHERE},
	{"name.import", name_import, FACT_ANYWHERE},
	{"name.defined_line", name_defined_line, FACT_HERE},
	{"name.scope", name_scope, FACT_HERE},
	{"name.owner", name_owner, FACT_HERE},
	{0},
};
