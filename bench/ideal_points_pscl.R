# Fits pscl::ideal to a matrix of codes (0 none, 1 yes, 2 abstain, 3 no) and writes seconds, then one point a row.
# Rscript ideal_points_pscl.R votes.csv points.csv "abstain as no"|"abstain left out"
suppressPackageStartupMessages(library(pscl))
given <- commandArgs(trailingOnly = TRUE)
votes <- as.matrix(read.csv(given[1], header = FALSE))
binary <- matrix(NA_real_, nrow(votes), ncol(votes))
binary[votes == 1] <- 1
binary[votes == 3] <- 0
if (given[3] == "abstain as no") binary[votes == 2] <- 0
calls <- rollcall(binary, yea = 1, nay = 0, missing = NA)
set.seed(1)
seconds <- system.time(fit <- ideal(calls, d = 1, maxiter = 2000, thin = 10, burnin = 500, normalize = TRUE))[["elapsed"]]
points <- rep(NA_real_, nrow(votes))
kept <- match(rownames(fit$xbar), rownames(calls$votes))
points[kept] <- fit$xbar[, 1]
write(c(seconds, points), given[2], ncolumns = 1)
cat(length(kept), "states,", fit$m, "items,", "2000 iterations\n")
