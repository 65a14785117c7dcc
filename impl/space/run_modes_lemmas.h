/*
 * run_modes_lemmas.h - run_modes.h with the lemmas of run_lemmas_template.h behind each mode: a template must stand right behind its mode's
 * tree logic, and a lemma be proved once. runs.c includes this first, in place of run_modes.h (hence the same guard); nobody else does.
 */
#ifndef SELFMAP_SPACE_RUN_MODES_H
#define SELFMAP_SPACE_RUN_MODES_H

#include "../frames/database.h"
#include "../regions/state.h"

#include "spec/tree_pml2.h"
#include "run_template.h"
#include "run_lemmas_template.h"
#include "spec/tree_pml3.h"
#include "run_template.h"
#include "run_lemmas_template.h"
#include "spec/tree_pml4.h"
#include "run_template.h"
#include "run_lemmas_template.h"
#include "spec/tree_pml5.h"
#include "run_template.h"
#include "run_lemmas_template.h"

#endif
