/** The page begins here. */
import { App } from './app.js'

// A file that is let fall beside a place made for it must not take the page's own place.
for (const name of ['dragover', 'drop']) addEventListener(name, (event) => event.preventDefault())

// On paper everything is open.
const closed: HTMLDetailsElement[] = []
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll<HTMLDetailsElement>('details:not([open])')) {
    details.open = true
    closed.push(details)
  }
})
addEventListener('afterprint', () => {
  for (const details of closed.splice(0)) details.open = false
})

new App(navigator.language.startsWith('ar') ? 'ar' : 'en').draw()
