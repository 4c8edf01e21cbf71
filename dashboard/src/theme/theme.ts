/** Material UI in the colours, sizes and density of `docs/design.md`. */
import { createTheme } from '@mui/material/styles';
import { ansi, dark, light, type TrellisColours } from './palette';

const paletteOf = (colours: TrellisColours, terminal: readonly string[]) => ({
  ...colours,
  ...Object.fromEntries(terminal.map((colour, index) => [`ansi${index}`, colour])),
  primary: { main: colours.brand, dark: colours.brandHover, contrastText: colours.brandInk },
  error: { main: colours.fail, contrastText: colours.brandInk },
  text: { primary: colours.ink, secondary: colours.dim, disabled: colours.idle },
  background: { default: colours.bg, paper: colours.paper },
  divider: colours.line,
});

const hairline = 'var(--tr-palette-line)';

export const theme = createTheme({
  cssVariables: { cssVarPrefix: 'tr', colorSchemeSelector: 'data-theme' },
  colorSchemes: {
    light: { palette: paletteOf(light, ansi.light) },
    dark: { palette: paletteOf(dark, ansi.dark) },
  },
  shape: { borderRadius: 7 },
  typography: {
    fontFamily: 'var(--font-text)',
    fontSize: 13,
    body1: { fontSize: 13.5, lineHeight: 1.45 },
    body2: { fontSize: 13, lineHeight: 1.45 },
    h1: { fontSize: 20, fontWeight: 650, letterSpacing: '-0.02em', lineHeight: 1.3 },
    button: { textTransform: 'none', fontWeight: 550, fontSize: 13, letterSpacing: 0 },
  },
  transitions: { duration: { shortest: 80, shorter: 100, short: 120, standard: 140 } },
  components: {
    MuiButtonBase: { defaultProps: { disableRipple: true } },
    MuiButton: {
      defaultProps: { disableElevation: true, size: 'small', color: 'inherit', variant: 'outlined' },
      styleOverrides: {
        root: { minHeight: 32, minWidth: 0, padding: '4px 12px', whiteSpace: 'nowrap' },
        outlined: { borderColor: hairline, backgroundColor: 'var(--tr-palette-paper)' },
        text: { color: 'var(--tr-palette-dim)' },
      },
    },
    MuiPaper: {
      defaultProps: { elevation: 0 },
      styleOverrides: { root: { backgroundImage: 'none', border: `1px solid ${hairline}` } },
    },
    MuiDialog: { styleOverrides: { paper: { borderRadius: 10, margin: 16, width: 'calc(100% - 32px)' } } },
    MuiDialogTitle: { styleOverrides: { root: { fontSize: 16, fontWeight: 650, padding: '18px 20px 8px' } } },
    MuiDialogContent: { styleOverrides: { root: { padding: '0 20px 12px' } } },
    MuiDialogActions: { styleOverrides: { root: { padding: '8px 20px 18px' } } },
    MuiMenuItem: { styleOverrides: { root: { fontSize: 13, minHeight: 32 } } },
    MuiTooltip: {
      styleOverrides: {
        tooltip: {
          fontSize: 12,
          fontWeight: 450,
          color: 'var(--tr-palette-paper)',
          backgroundColor: 'var(--tr-palette-ink)',
        },
      },
    },
    MuiSwitch: { defaultProps: { size: 'small' } },
    MuiTextField: { defaultProps: { size: 'small', fullWidth: true } },
    MuiOutlinedInput: {
      styleOverrides: {
        root: { fontSize: 13.5, backgroundColor: 'var(--tr-palette-paper)' },
        notchedOutline: { borderColor: 'var(--tr-palette-control)' },
      },
    },
  },
});
