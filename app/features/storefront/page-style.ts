/** The theme's own fonts and colours; only what a theme cannot know is said here. */
export const pageStyle = `
.shiptrack{max-width:44rem;margin:2rem auto;padding:0 1.25rem;color:inherit;font:inherit;overflow-wrap:anywhere}
.shiptrack-form{display:grid;gap:.5rem;margin-block:1rem 2rem}
.shiptrack-form input,.shiptrack-form button{font:inherit;padding:.75rem;min-height:2.75rem;border:1px solid currentColor;border-radius:.25rem;background:transparent;color:inherit}
.shiptrack-form button{cursor:pointer;margin-block-start:.5rem;font-weight:600}
.shiptrack-parcel{border:1px solid;border-radius:.5rem;padding:1.25rem;margin-block-end:1.5rem}
.shiptrack-status{margin-block:0 1rem}
.shiptrack-progress{display:flex;gap:.25rem;list-style:none;margin:0 0 1rem;padding:0}
.shiptrack-progress li{flex:1;font-size:.85em;border-block-start:.35rem solid;padding-block-start:.4rem}
.shiptrack-progress li:not(.shiptrack-reached){border-block-start-style:dotted}
.shiptrack-progress [aria-current]{font-weight:600}
.shiptrack-facts{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin-block:1rem}
.shiptrack-facts dt{font-size:.85em}
.shiptrack-facts dd{margin:0;font-weight:600}
.shiptrack-history summary{cursor:pointer;padding-block:.5rem}
.shiptrack-history ul{list-style:none;margin:0;padding:0}
.shiptrack-history li{display:grid;grid-template-columns:4rem 1fr;gap:0 .5rem;padding-block:.35rem}
.shiptrack-place{grid-column:2;font-size:.9em}
.shiptrack-small{font-size:.85em}
`;
