using Archivist.Discs.Templates;
using Archivist.Operations.Configuration;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Discs.Templates;

public sealed class DiscPageTests
{
    private static readonly DiscPage Page = new()
    {
        Disk = new string('d', 63),
        Snapshot = new string('a', 64),
        Taken = new DateTimeOffset(2026, 11, 21, 5, 30, 0, TimeSpan.FromHours(2)),
        Files = 1_234_567,
        Bytes = 4_000_000_000_000,
        Volume = new string('V', 32),
        RepositoryFolder = "repository",
        LedgerFolder = "ledger",
        Version = "0.1.0",
    };

    [Fact]
    public async Task The_shipped_page_fits_a_terminal_and_a_printer()
    {
        var (text, file) = await ShippedAsync();

        var page = Page with { Disk = "alice-laptop" };
        var rendered = page.Render(text, file);

        Assert.Contains("Taken:     2026-11-21 03:30 UTC", rendered, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", rendered, StringComparison.Ordinal);
        Assert.All(rendered.Split('\n'), line => Assert.True(line.Length <= 78, line));
    }

    [Fact]
    public async Task The_longest_name_of_a_disk_still_fits()
    {
        var (text, file) = await ShippedAsync();

        Assert.NotEmpty(Page.Render(text, file));
    }

    [Theory]
    [InlineData("{{secret}}", "has the unknown placeholder {{secret}}")]
    [InlineData("{{Disk}}", "has a {{ that is not a placeholder")]
    [InlineData("{{snapshot}}{{snapshot}}", "line 1 of the finished page is longer than 78 characters")]
    [InlineData("one\ntwo\u00e9", "line 2 of the finished page has characters that are not printable ASCII")]
    [InlineData("tab\there", "line 1 of the finished page has characters that are not printable ASCII")]
    public void A_page_that_would_come_out_wrong_is_refused(string template, string cause)
    {
        var failure = Assert.Throws<ArchivistException>(() => Page.Render(template, "page"));

        Assert.Equal($"page: {cause}", failure.Sentence());
    }

    [Fact]
    public async Task The_shipped_template_of_a_dvd_is_complete()
    {
        var template = await DiscTemplateReader.ReadAsync("dvd", null, TestContext.Current.CancellationToken);

        Assert.Equal(("dvd", "dvd+r", 4_700_372_992L), (template.Name, template.Medium, template.Capacity));
        Assert.Equal(Enum.GetValues<DiscFileSystem>(), template.FileSystems);
        Assert.Equal(Enum.GetValues<Firmware>(), template.Boot);
        Assert.Equal(("repository", "ledger", true, true),
            (template.RepositoryFolder, template.LedgerFolder, template.Recovery, template.Usb));
        Assert.Equal("ALICE_LAPTOP_2026_11_21", template.VolumeFor("alice-laptop", Page.Taken));
        Assert.Equal("alice-laptop, 2026-11-21", template.TitleFor("alice-laptop", Page.Taken));
        Assert.True(template.VolumeFor(Page.Disk, Page.Taken).Length == 32);
    }

    private static async Task<(string Text, string File)> ShippedAsync()
    {
        var template = await DiscTemplateReader.ReadAsync("dvd", null, TestContext.Current.CancellationToken);
        return (await File.ReadAllTextAsync(template.Page, TestContext.Current.CancellationToken), template.Page);
    }
}
