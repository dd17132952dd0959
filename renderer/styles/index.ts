/** Every style of the first screen. Lazy features import their own part beside their code. */
import './tokens.css';
import './base.css';
import './frame.css';
import './parts/button.css';
import './parts/field.css';
import './parts/chip.css';
import './parts/card.css';
import './parts/dialog.css';
import './parts/bar.css';
import './parts/strip.css';
import './parts/gate.css';
import './parts/caller.css';
import './parts/guidance.css';
import './parts/knowledge.css';
