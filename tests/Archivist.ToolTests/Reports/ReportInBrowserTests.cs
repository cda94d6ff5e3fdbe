using System.Buffers.Binary;
using System.Text;
using Archivist.Operations.Events;
using Archivist.Reports;
using Archivist.Reports.Runs;
using Archivist.TestKit;
using Archivist.Tests.Reports.Runs;

namespace Archivist.ToolTests.Reports;

/// <summary>The page as a real browser sees it.</summary>
public sealed class ReportInBrowserTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_hostile_name_stays_text_in_a_browser()
    {
        const string Attack = "\"><script>document.title = 'attacked'</script><img src=x onerror=\"document.title='attacked'\">";
        var dom = await BrowseAsync(SampleReports.Bad with { Disk = Attack, Schedule = Attack }, "--dump-dom");

        Assert.Contains("&lt;script&gt;document.title = 'attacked'&lt;/script&gt;", dom, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", dom, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", dom, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<title>attacked", dom, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(720)]
    [InlineData(1200)]
    public async Task Nothing_is_wider_than_the_window(int width)
    {
        // The page runs no script, so a page around it measures: the frame is as wide as the window, and says how wide its content is.
        var longest = new string('W', 63);
        await File.WriteAllBytesAsync(_folder.At("report.html"), ReportFiles.ToHtml(SampleReports.Bad with
        {
            Disk = longest,
            Schedule = longest,
            Copies = [.. SampleReports.Bad.Copies.Select(copy => copy with { Name = longest })],
            Failures = [new FailureReport(longest, longest, longest)],
        }, "archivist drill run"));
        _folder.Write("frame.html",
            $"""
            <!DOCTYPE html><iframe id="f" src="report.html" style="border:0;width:{width}px;height:900px"></iframe>
            <script>onload = () => document.body.append("widest=" + f.contentDocument.documentElement.scrollWidth)</script>
            """);

        var dom = await RunAsync(_folder.At("frame.html"), "--disable-web-security", "--hide-scrollbars", "--window-size=1600,1000", "--dump-dom");

        Assert.Contains($"widest={width}", dom, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_prints_on_A4()
    {
        await BrowseAsync(SampleReports.Good, "--no-pdf-header-footer", $"--print-to-pdf={_folder.At("page.pdf")}");

        var pdf = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_folder.At("page.pdf")));

        Assert.StartsWith("%PDF-", pdf, StringComparison.Ordinal);
        // A4 in points, as Chromium rounds it.
        Assert.Matches(@"/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]", pdf);
    }

    [Fact]
    public async Task It_is_painted()
    {
        await BrowseAsync(SampleReports.Good, "--window-size=1200,1600", $"--screenshot={_folder.At("page.png")}");

        var png = await File.ReadAllBytesAsync(_folder.At("page.png"));

        Assert.Equal((1200, 1600), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        // An empty page of this size is far smaller.
        Assert.True(png.Length > 100_000, $"{png.Length} bytes");
    }

    private async Task<string> BrowseAsync(RunReport report, params string[] flags)
    {
        await File.WriteAllBytesAsync(_folder.At("report.html"), ReportFiles.ToHtml(report, "archivist drill run"));
        return await RunAsync(_folder.At("report.html"), flags);
    }

    private async Task<string> RunAsync(string page, params string[] flags)
    {
        Tool.Require("chromium", "chromium");
        var (status, output) = await Tool.RunAsync("chromium",
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", $"--user-data-dir={_folder.At("profile")}", .. flags, $"file://{page}",
        ]);
        Assert.True(status == 0, output);
        return output;
    }
}
