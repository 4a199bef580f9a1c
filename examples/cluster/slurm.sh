#!/bin/bash
# Derives the photos of a site on the nodes of a Slurm cluster, then builds it. All nodes see the site's folder.
#
#   export GUONG_STORE=s3://anh/trang-tinh AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=…
#   cd /data/trang-tinh && guong photos --plan
#   photos=$(sbatch --parsable --array=1-8 slurm.sh) && sbatch --dependency=afterok:"$photos" --wrap 'guong build'
#
#SBATCH --job-name=guong-photos
#SBATCH --cpus-per-task=1
#SBATCH --requeue
export RAYON_NUM_THREADS="${SLURM_CPUS_PER_TASK:-1}"
exec guong photos --quiet
