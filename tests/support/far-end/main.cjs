// The far end of a video call: one plain window of Chromium, nothing of the product in it.
const { app, BrowserWindow } = require('electron');
const { join } = require('node:path');

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 700,
    height: 560,
    webPreferences: { backgroundThrottling: false, autoplayPolicy: 'no-user-gesture-required' },
  });
  void window.loadFile(join(__dirname, 'page.html'));
});
