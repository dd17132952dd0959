// The least an Electron program can be: one window with nothing in it, or (--text) two lines. What the app is compared with.
const { app, BrowserWindow } = require('electron');

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1366, height: 768 });
  return window.loadFile(process.argv.includes('--text') ? 'text.html' : 'index.html');
});
app.on('window-all-closed', () => app.quit());
