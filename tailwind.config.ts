import type { Config } from "tailwindcss";

/** The tokens of the desk. Their values, for light and dark, stand in app/globals.css. */
const tone = (name: string) => ({ DEFAULT: `var(--${name})`, wash: `var(--${name}-wash)` });

export default {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
  theme: {
    colors: {
      transparent: "transparent",
      current: "currentColor",
      paper: "var(--paper)",
      surface: "var(--surface)",
      sunken: "var(--sunken)",
      hover: "var(--hover)",
      scrim: "var(--scrim)",
      line: { DEFAULT: "var(--line)", strong: "var(--line-strong)" },
      ink: { DEFAULT: "var(--ink)", soft: "var(--ink-soft)", faint: "var(--ink-faint)" },
      accent: { ...tone("accent"), strong: "var(--accent-strong)", contrast: "var(--accent-contrast)" },
      violet: tone("violet"),
      amber: tone("amber"),
      grey: tone("grey"),
      blue: tone("blue"),
      orange: tone("orange"),
      red: { ...tone("red"), contrast: "var(--red-contrast)" },
      green: tone("green"),
    },
    fontFamily: {
      sans: ["Inter Variable", "system-ui", "Segoe UI", "Noto Sans", "var(--han)", "sans-serif"],
      mono: ["JetBrains Mono Variable", "ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"],
    },
    fontSize: {
      "2xs": ["0.6875rem", { lineHeight: "1rem" }],
      xs: ["0.75rem", { lineHeight: "1rem" }],
      sm: ["0.8125rem", { lineHeight: "1.25rem" }],
      base: ["0.875rem", { lineHeight: "1.375rem" }],
      lg: ["1rem", { lineHeight: "1.5rem" }],
      xl: ["1.25rem", { lineHeight: "1.75rem", letterSpacing: "-0.012em" }],
      "2xl": ["1.625rem", { lineHeight: "2rem", letterSpacing: "-0.018em" }],
      "3xl": ["2.25rem", { lineHeight: "2.5rem", letterSpacing: "-0.025em" }],
    },
    borderRadius: { none: "0", sm: "4px", DEFAULT: "6px", lg: "10px", full: "9999px" },
    boxShadow: { pop: "var(--shadow-pop)", none: "none" },
    transitionDuration: { DEFAULT: "120ms" },
  },
} satisfies Config;
