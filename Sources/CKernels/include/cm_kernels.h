#pragma once

#include "cm_floating_point.h"
#include "cm_gain.h"
#include "cm_noise.h"
#include "cm_presence.h"
#include "cm_presence_model.h"
#include "cm_resample.h"
#include "cm_sample_formats.h"
#include "cm_samples.h"
#include "cm_spectrum.h"
