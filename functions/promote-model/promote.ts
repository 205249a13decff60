import { Failure } from '../../kernels/failure.ts';
import type { Hyperparameters } from '../../kernels/svr/hyperparameters.ts';
import type { Champion, Standing } from './champion.ts';

/** Where the champion is kept. */
export interface ChampionStore {
  /** The champion and the version of what was read; undefined if there is none. */
  read(): Promise<{ champion: Pick<Champion, 'run' | 'hyperparameters'>; version: string } | undefined>;
  /** Writes unless somebody else replaced that version (or wrote where none was), and says whether it did. */
  write(champion: Champion, replaced: string | undefined): Promise<boolean>;
}

const attempts = 5;

/**
 * Makes the challenger the champion if its R² is strictly better, or if there is none. When somebody else writes
 * meanwhile, the comparison is repeated with the new champion. A repeat of the champion's own run changes nothing.
 * @param evaluate R² of a champion's hyperparameters on tonight's rows, folds and scaling
 * @returns who is champion now
 * @throws Failure PromotionConflict if others wrote before every attempt
 */
export async function promote(
  challenger: Champion,
  evaluate: (champion: Hyperparameters) => number,
  store: ChampionStore,
): Promise<Standing> {
  const challenged: Standing = { run: challenger.run, r2_cv: challenger.r2_cv };
  for (let attempt = 0; attempt < attempts; attempt++) {
    const current = await store.read();
    if (current?.champion.run === challenger.run) return challenged;
    if (current) {
      const r2_cv = evaluate(current.champion.hyperparameters);
      if (!(challenger.r2_cv > r2_cv)) return { run: current.champion.run, r2_cv };
    }
    if (await store.write(challenger, current?.version)) return challenged;
  }
  throw new Failure(
    'PromotionConflict',
    `The champion was replaced by others during each of ${attempts} attempts to write ${challenger.run}. Try again later.`,
  );
}
