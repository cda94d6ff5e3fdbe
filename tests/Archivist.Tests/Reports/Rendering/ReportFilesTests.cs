using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Archivist.Reports;
using Archivist.Reports.Runs;
using Archivist.TestKit;
using Archivist.Tests.Reports.Runs;

namespace Archivist.Tests.Reports.Rendering;

public sealed partial class ReportFilesTests
{
    private const string Hostile = "\"><script>alert('x')</script><img src=x onerror=y>&amp;\u202egpj.exe\0\u001b[31m{{disk}}\ud800";

    public static TheoryData<string> Samples => new("good", "bad", "unproven", "hostile");

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_page_needs_nothing_but_itself(string sample)
    {
        var page = Page(Sample(sample));

        Assert.DoesNotMatch(@"(?i)<(script|link|img|iframe|object|embed|base|form)\b", page);
        Assert.DoesNotMatch(@"(?i)\s(src|srcset|on[a-z]+)\s*=\s*[""'a-z]", Tags(page));
        Assert.DoesNotMatch(@"(?i)@import|url\(", page);
        Assert.All(Hyperlink().Matches(Tags(page)), link => Assert.StartsWith("#", link.Groups[1].Value, StringComparison.Ordinal));
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_page_is_well_formed_and_its_tables_are_labelled(string sample)
    {
        var page = Page(Sample(sample));

        var open = new Stack<string>(["html"]);
        foreach (Match tag in Tag().Matches(page[page.IndexOf("<body>", StringComparison.Ordinal)..]))
        {
            var name = tag.Groups["name"].Value;
            if (tag.Value.StartsWith("</", StringComparison.Ordinal))
                Assert.Equal(open.Pop(), name);
            else if (name is not "br" && !tag.Value.EndsWith("/>", StringComparison.Ordinal))
                open.Push(name);
        }

        Assert.Empty(open);
        Assert.Single(Regex.Matches(page, "<h1>"));
        Assert.Equal(Regex.Count(page, "<table>"), Regex.Count(page, @"<table>\s*<caption>"));
        Assert.All(Regex.Matches(page, "aria-labelledby=\"([^\"]+)\""), match => Assert.Contains($"id=\"{match.Groups[1].Value}\"", page));
    }

    [Fact]
    public void Hostile_names_are_text_and_nothing_else()
    {
        var page = Page(Sample("hostile"));

        Assert.Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("&amp;amp;[U+202E]gpj.exe[U+0000][U+001B][31m{{disk}}\ufffd", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', page);
        Assert.DoesNotContain('\0', page);
        Assert.DoesNotContain('\u001b', page);
    }

    [Fact]
    public void Every_fact_of_a_report_is_on_the_page_or_named_as_missing()
    {
        var page = Page(SampleReports.Bad).Replace('\u202f', ' ');

        Assert.All(
            (string[])
            [
                "alice-laptop", "weekly-dvd", "/home/alice/.ssh/agent.sock", "Input/output error", "scaleway-paris", "FR/Paris", "AS12876",
                "s3:https://s3.fr-par.scw.cloud/alice-archive", "1 143 objects", "14 snapshots", "every new object against its checksum",
                "offline: no network reaches it", "1 missing", "alice-laptop-2026-11-22.iso", "4 011 622 400 bytes", "ALICE_LAPTOP_2026_11_22",
                "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069", "UEFI with Secure Boot", "32 s", "6.5 s", "1 min 29 s",
                "3 871 002 114 bytes", "51 102 442 bytes", "IMG_2041.jpg: content differs", "wrong passphrase", "Switch it on or check its network",
                "skipped", "2 of 3", "1 286", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "c74f20a3", "Exit code 6",
            ],
            fact => Assert.Contains(fact, page, StringComparison.Ordinal));
    }

    [Fact]
    public void Many_unreadable_paths_do_not_make_an_endless_page()
    {
        var capture = SampleReports.Good.Capture! with
        {
            Unreadable = [.. Enumerable.Range(0, 100_000).Select(i => new UnreadablePathReport($"/{i}", "denied"))],
        };

        var page = Page(SampleReports.Good with { Capture = capture });

        Assert.True(page.Length < 100_000);
        Assert.Contains("And 99\u202f800 more", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disc_that_was_not_read_back_is_not_called_good()
    {
        var page = Page(SampleReports.Good with { Disc = SampleReports.Good.Disc! with { Verified = null } });

        Assert.Contains("not read back: do not send it", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_document_is_read_back_as_it_was_written(string sample)
    {
        var json = ReportFiles.ToJson(Sample(sample));

        Assert.Equal(json, ReportFiles.ToJson(ReportFiles.FromJson(json)));
    }

    [Fact]
    public void The_document_has_the_names_that_its_description_promises()
    {
        using var document = JsonDocument.Parse(ReportFiles.ToJson(SampleReports.Bad));
        var root = document.RootElement;
        var description = File.ReadAllText(Path.Combine(CheckedOut.Root, "docs", "formats", "report.md"));

        Assert.Equal("archivist-run-report-1", root.GetProperty("format").GetString());
        Assert.Equal("no", root.GetProperty("verdict").GetProperty("level").GetString());
        Assert.Equal("secure-boot", root.GetProperty("run").GetProperty("disc").GetProperty("boots_on")[2].GetString());
        Assert.All(NamesIn(root).Distinct(), name => Assert.Contains($"`{name}`", description, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"format":"archivist-run-report-2","verdict":null,"run":null}""")]
    public void Another_document_is_refused(string json) =>
        Assert.Throws<JsonException>(() => ReportFiles.FromJson(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public async Task Files_are_named_after_disk_schedule_and_time()
    {
        using var folder = new ScratchFolder();

        var html = await ReportFiles.WriteHtmlAsync(
            SampleReports.Good with { Disk = "../alice" }, folder.At("reports"), "archivist drill run", TestContext.Current.CancellationToken);
        var json = await ReportFiles.WriteJsonAsync(SampleReports.Good, folder.At("reports"), TestContext.Current.CancellationToken);

        Assert.Equal(folder.At("reports", "___alice-weekly-dvd-20261122T030000.000Z.html"), html);
        Assert.Equal(folder.At("reports", "alice-laptop-weekly-dvd-20261122T030000.000Z.json"), json);
        Assert.Equal(2, Directory.GetFiles(folder.At("reports")).Length);
        Assert.Equal(ReportFiles.ToJson(SampleReports.Good), await File.ReadAllBytesAsync(json));
    }

    [Fact]
    public async Task Runs_that_begin_in_the_same_second_have_files_of_their_own()
    {
        using var folder = new ScratchFolder();
        var next = SampleReports.Good with { Started = SampleReports.Good.Started.AddMilliseconds(640) };

        var first = await ReportFiles.WriteJsonAsync(SampleReports.Good, folder.At("reports"), TestContext.Current.CancellationToken);
        await ReportFiles.WriteJsonAsync(next, folder.At("reports"), TestContext.Current.CancellationToken);

        Assert.Equal(2, Directory.GetFiles(folder.At("reports")).Length);
        Assert.Equal(ReportFiles.ToJson(SampleReports.Good), await File.ReadAllBytesAsync(first, TestContext.Current.CancellationToken));
    }

    private static string Page(RunReport report) => Encoding.UTF8.GetString(ReportFiles.ToHtml(report, "archivist drill run"));

    private static string Tags(string page) => string.Concat(Tag().Matches(page).Select(tag => tag.Value));

    private static RunReport Sample(string name) => name switch
    {
        "good" => SampleReports.Good,
        "bad" => SampleReports.Bad,
        "unproven" => SampleReports.Unproven,
        _ => Poison(SampleReports.Bad),
    };

    /// <summary>Every text of a report, replaced.</summary>
    private static T Poison<T>(T value) => (T)PoisonAny(value!);

    private static object PoisonAny(object value)
    {
        switch (value)
        {
            case string:
                return Hostile;
            case System.Collections.IList list:
                var type = list.GetType().IsArray ? list.GetType().GetElementType()! : list.GetType().GetGenericArguments()[0];
                var copy = Array.CreateInstance(type, list.Count);
                for (var i = 0; i < list.Count; i++)
                    copy.SetValue(PoisonAny(list[i]!), i);
                return copy;
        }

        if (value.GetType().Namespace != typeof(RunReport).Namespace || value is Enum)
            return value;
        var clone = value.GetType().GetMethod("<Clone>$")!.Invoke(value, null)!;
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.CanWrite && property.GetValue(value) is { } inner)
                property.SetValue(clone, PoisonAny(inner));
        }

        return clone;
    }

    private static IEnumerable<string> NamesIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => NamesIn(member.Value).Prepend(member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(NamesIn),
        _ => [],
    };

    [GeneratedRegex("</?(?<name>[a-z][a-z0-9]*)[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Hyperlink();
}
