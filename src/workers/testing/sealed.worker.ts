import './no-compiling';
import '../hash.worker';
