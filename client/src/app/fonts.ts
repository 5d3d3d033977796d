/** The weights Vibe's tokens name, Latin only: no third party is asked for a font. */
import "@fontsource/figtree/latin-400.css";
import "@fontsource/figtree/latin-600.css";
import "@fontsource/figtree/latin-700.css";
import "@fontsource/poppins/latin-500.css";
import "@fontsource/poppins/latin-600.css";
