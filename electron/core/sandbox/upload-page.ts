/** What the caller's telephone shows at the link: one button, and what became of it, in Chinese and English. */
export const uploadPage = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>上传截图 · Send a screenshot</title>
<style>
  body{font:20px/1.5 system-ui,sans-serif;margin:0;padding:32px 24px;background:#f6f8f7;color:#14201f}
  label{display:block;margin-top:24px;padding:18px;border-radius:8px;background:#0b5a5e;color:#fff;text-align:center;font-weight:600}
  input{position:absolute;opacity:0;width:1px;height:1px}
  p{margin:16px 0 0}
</style>
<h1>上传手机截图</h1>
<p>只有和您通话的客服看得到，十五分钟内有效。别截密码和验证码。</p>
<p>Only the agent on your call sees it. Do not send passwords or codes.</p>
<label>选择截图 · Choose a picture<input id="file" type="file" accept="image/png,image/jpeg,image/webp"></label>
<p id="said" role="status"></p>
<script>
  document.getElementById('file').addEventListener('change', async function (event) {
    var said = document.getElementById('said');
    said.textContent = '正在上传… · Sending…';
    try {
      var answer = await fetch(location.href, { method: 'PUT', body: event.target.files[0] });
      said.textContent = answer.ok ? '已经收到。 · Received.' : '没有收下，请换一张截图。 · Not taken, please try another.';
    } catch (error) {
      said.textContent = '没有发出去，请再试一次。 · Not sent, please try again.';
    }
  });
</script>
</html>
`;
