// `node neighbour.js FOLDER NAME ROUNDS`: works in a data folder as one of several processes, each on files and choices of its own, and
// says what it was told. Test only.
import { openStore } from '../store';
import { sampleBatch, sampleTasks } from './sample-batch';

const [folder = '', name = '', rounds = '0'] = process.argv.slice(2);
const store = openStore(folder);
for (let round = 0; round < Number(rounds); round++) {
  const tasks = sampleTasks(20).map((task) => ({ ...task, path: `/${name}/${round}${task.path}` }));
  if (store.lookup(tasks).some((known) => known !== null)) throw new Error('Something is known of files that were never met.');
  if (!store.save(sampleBatch(tasks), (row) => tasks[row]!)) throw new Error('It was not kept.');
  const found = store.lookup(tasks);
  if (found.includes(null)) throw new Error('What was kept is not known.');
  const put = tasks.map(({ path, bytes, modified }) => ({ path, bytes, modified, content: null, decision: 'marked' as const }));
  store.decisions.change([`/${name}`], [], put);
  store.dismissed.add(round, [{ content: `${name} ${round}`, path: '/a' }, { content: 'b', path: '/b' }]);
  store.journal.begin({ id: `${name} ${round}`, started: round, action: 'trash', folder: null }, [{ path: '/a', bytes: 1, modified: 1, owner: null }]);
  store.journal.record(`${name} ${round}`, [{ position: 0, state: 'gone' }]);
}
process.stdout.write(store.notices().join('\n'));
store.close();
