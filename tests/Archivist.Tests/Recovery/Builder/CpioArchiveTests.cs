using System.Text;
using Archivist.Recovery.Builder;

namespace Archivist.Tests.Recovery.Builder;

public sealed class CpioArchiveTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entries_follow_the_newc_layout_and_folders_come_before_their_content()
    {
        using var target = new MemoryStream();
        var archive = new CpioArchive(target);
        await archive.AddFileAsync("a/b/file", "hello"u8.ToArray(), true, Cancellation);
        await archive.AddFileAsync("a/b/other", "x"u8.ToArray(), false, Cancellation);
        await archive.AddLinkAsync("a/link", "b/file", Cancellation);
        await archive.AddCharacterDeviceAsync("dev/console", 5, 1, Cancellation);
        await archive.FinishAsync(Cancellation);

        Assert.Equal(0, target.Length % 4);
        Assert.Equal(
            [
                "040755 a 0", "040755 a/b 0", "100755 a/b/file 5", "100644 a/b/other 1", "120777 a/link 6",
                "040755 dev 0", "020600 dev/console 0 5:1", "000000 TRAILER!!! 0",
            ],
            Read(target.ToArray()));
    }

    /// <summary>A reader that knows the layout from its description and not from the writer.</summary>
    private static List<string> Read(byte[] archive)
    {
        var entries = new List<string>();
        for (var at = 0; at < archive.Length;)
        {
            Assert.Equal("070701", Encoding.ASCII.GetString(archive, at, 6));
            var fields = Enumerable.Range(0, 13)
                .Select(index => Convert.ToInt32(Encoding.ASCII.GetString(archive, at + 6 + (index * 8), 8), 16)).ToArray();
            Assert.Equal((0, 0, 0), (fields[2], fields[3], fields[5])); // owner, group, time
            var name = Encoding.ASCII.GetString(archive, at + 110, fields[11] - 1);
            Assert.Equal(0, archive[at + 110 + fields[11] - 1]);
            var device = fields[9] == 0 ? string.Empty : $" {fields[9]}:{fields[10]}";
            entries.Add($"{Convert.ToString(fields[1], 8).PadLeft(6, '0')} {name} {fields[6]}{device}");
            at = Align(Align(at + 110 + fields[11]) + fields[6]);
        }

        return entries;
    }

    private static int Align(int at) => (at + 3) / 4 * 4;
}
