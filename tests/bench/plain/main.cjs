// A softphone as most are made: one window with a page in it that speaks SIP and WebRTC itself. What the desk is compared with.
const { app, BrowserWindow, session } = require('electron');

app.commandLine.appendSwitch('allow-loopback-in-peer-connection');
app.commandLine.appendSwitch('autoplay-policy', 'no-user-gesture-required');
void app.whenReady().then(() => {
  // The embedded exchange lets no web page in: this one is let in as a program.
  session.defaultSession.webRequest.onBeforeSendHeaders({ urls: ['ws://127.0.0.1/*'] }, (details, go) => {
    const { Origin: _, ...requestHeaders } = details.requestHeaders;
    go({ requestHeaders });
  });
  const window = new BrowserWindow({ width: 1366, height: 768 });
  return window.loadFile(process.argv.at(-1) ?? '');
});
app.on('window-all-closed', () => app.quit());
