// Drives Firefox over WebDriver BiDi: a JSON object a line on standard input, its answer a line on standard output.
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const browser = await puppeteer.launch({
  browser: "firefox", executablePath: process.argv[2], headless: true,
  extraPrefsFirefox: { "intl.accept_languages": "ja" },
});
const page = await browser.newPage();
// A Firefox that cannot be turned takes the size all the same.
await page.setViewport({ width: 375, height: 667 }).catch((error) => {
  if (!String(error).includes("setScreenOrientationOverride")) throw error;
});
const errors = [];
page.on("pageerror", (error) => errors.push(String(error)));

const doing = {
  goes: ({ address }) => page.goto(address, { waitUntil: "load" }).then(() => null),
  clicks: ({ at }) => page.click(at).then(() => null),
  presses: ({ key }) => page.keyboard.press(key).then(() => null),
  evaluates: ({ script }) => page.evaluate(`(() => { ${script} })()`),
  errors: async () => errors,
};

console.log(JSON.stringify({ ready: await browser.version() }));
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  try {
    console.log(JSON.stringify({ done: await doing[asked.do](asked) ?? null }));
  } catch (error) {
    console.log(JSON.stringify({ failed: String(error) }));
  }
}
await browser.close();
