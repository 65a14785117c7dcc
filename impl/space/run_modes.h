/*
 * run_modes.h - the words of run_template.h in each of the four modes. Private to impl/space.
 */
#ifndef SELFMAP_SPACE_RUN_MODES_H
#define SELFMAP_SPACE_RUN_MODES_H

#include "../frames/database.h"
#include "../regions/state.h"

#include "spec/tree_pml2.h"
#include "run_template.h"
#include "spec/tree_pml3.h"
#include "run_template.h"
#include "spec/tree_pml4.h"
#include "run_template.h"
#include "spec/tree_pml5.h"
#include "run_template.h"

#endif
