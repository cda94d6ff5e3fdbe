using System.Text;
using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;
using Archivist.Repository.Snapshots;

namespace Archivist.Tests.Recovery.Protocol;

public sealed class DrillLineTests
{
    public static TheoryData<DrillEvent> EveryEvent =>
    [
        new DrillEvent.Booted("0.1.0", "/dev/sr0") { Uptime = 21.5 },
        new DrillEvent.ReplicaAnswered("http://10.0.2.100/") { Uptime = 22 },
        new DrillEvent.PassedOver("snapshot/12: its bytes do not match its name") { Uptime = 22 },
        new DrillEvent.LatestDoubted("'latest' goes by date and is snapshot 00112233") { Uptime = 22 },
        new DrillEvent.ReplicaFailed("http://10.0.2.100/", "connection refused") { Uptime = 22 },
        new DrillEvent.KeyOpened(RecoveryKey.File, "bob.identity on /dev/sda1") { Uptime = 23 },
        new DrillEvent.KeyOpened(RecoveryKey.Passphrase) { Uptime = 23 },
        new DrillEvent.KeyRefused(RecoveryKey.Passphrase, null, "an older password") { Uptime = 23 },
        new DrillEvent.KeyOpened(RecoveryKey.File, "KEY.TXT on /dev/sda") { Uptime = 23, Kind = "hybrid" },
        new DrillEvent.KeyRefused(RecoveryKey.Shares, "duckling enlarge", "their key was removed") { Uptime = 23 },
        new DrillEvent.Unlocked(3) { Uptime = 23 },
        new DrillEvent.SnapshotChosen("0011", new DateTimeOffset(2026, 3, 1, 4, 5, 6, TimeSpan.Zero)) { Uptime = 23 },
        new DrillEvent.TargetReady("/dev/vda") { Uptime = 24 },
        new DrillEvent.FirstFile { Uptime = 24.25 },
        new DrillEvent.Progress(10, 20_000_000_000) { Uptime = 25 },
        new DrillEvent.Restored(10, 20, 15, 5) { Uptime = 30 },
        new DrillEvent.DifferenceFound("a\u0007b", "content") { Uptime = 31 },
        new DrillEvent.Verdict(Failure.WrongKey, "the passphrase opens nothing", 0) { Uptime = 31, Hint = "Check it." },
    ];

    [Theory]
    [MemberData(nameof(EveryEvent))]
    public void An_event_survives_the_port(DrillEvent happened)
    {
        var line = DrillLine.Write(happened);
        Assert.DoesNotContain((byte)'\n', line);
        Assert.Equal(happened, DrillLine.ReadEvent(line));
    }

    [Fact]
    public void Every_kind_of_event_is_among_those_tested() =>
        Assert.Equal(
            typeof(DrillEvent).GetNestedTypes().Order(Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name))),
            EveryEvent.Select(row => row.Data.GetType()).Distinct().OrderBy(type => type.Name, StringComparer.Ordinal));

    [Fact]
    public void An_order_survives_the_port()
    {
        var order = new DrillOrder
        {
            Passphrase = "grüße\n\"",
            Replicas = ["http://10.0.2.100/one", "http://10.0.2.100/two"],
            Snapshot = "abcd",
            Fault = DrillFault.AlteredByte,
            TargetPreparation = TargetPreparation.MountExisting,
        };
        var read = DrillLine.ReadOrder(DrillLine.Write(order));
        Assert.Equal(order.Replicas, read.Replicas);
        Assert.Equal(order, read with { Replicas = order.Replicas });
    }

    [Fact]
    public void The_words_on_the_line_are_those_of_the_format_page()
    {
        var line = Encoding.UTF8.GetString(DrillLine.Write(new DrillOrder { Passphrase = "p" }));
        Assert.Equal(
            """{"passphrase":"p","replicas":[],"snapshot":"latest","target_serial":"archivist-target","target_preparation":"make-ext4","fault":"none"}""",
            line);
        Assert.Equal(
            """{"event":"booted","program":"1","medium":"/dev/sr0","uptime":1.5}""",
            Encoding.UTF8.GetString(DrillLine.Write(new DrillEvent.Booted("1", "/dev/sr0") { Uptime = 1.5 })));
    }

    [Fact]
    public void Every_other_key_survives_the_port_in_the_words_of_the_format_page()
    {
        const string Rest = """
            "replicas":[],"snapshot":"latest","target_serial":"archivist-target","target_preparation":"make-ext4","fault":"none"}
            """;
        foreach (var (order, beginning) in new (DrillOrder, string)[]
        {
            (new DrillOrder { Key = RecoveryKey.Passphrase, Passphrase = "p" }, """{"passphrase":"p","key":"passphrase","""),
            (new DrillOrder { Key = RecoveryKey.File }, """{"key":"file","""),
            (new DrillOrder { Key = RecoveryKey.Shares, Shares = ["one two", "three four"] }, """{"key":"shares","shares":["one two","three four"],"""),
        })
        {
            var line = DrillLine.Write(order);
            Assert.Equal(beginning + Rest, Encoding.UTF8.GetString(line));
            var read = DrillLine.ReadOrder(line);
            Assert.Equal(order.Shares, read.Shares);
            Assert.Equal((order.Key, order.Passphrase), (read.Key, read.Passphrase));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"key":"passphrase"}""")]
    [InlineData("""{"key":"file","passphrase":"secret-word"}""")]
    [InlineData("""{"key":"shares","shares":[]}""")]
    [InlineData("""{"key":"shares","shares":["secret-word"],"passphrase":"secret-word"}""")]
    [InlineData("""{"shares":["secret-word"]}""")]
    [InlineData("""{"key":"finger"}""")]
    [InlineData("{}")]
    [InlineData("""{"passphrase":null}""")]
    [InlineData("""{"passphrase":"secret-word","unknown":1}""")]
    [InlineData("""{"passphrase":"secret-word","fault":"burn-down"}""")]
    [InlineData("""{"passphrase":"secret-word","fault":7}""")]
    [InlineData("""{"passphrase":"secret-word""")]
    public void A_line_that_is_no_order_is_refused_without_quoting_it(string line)
    {
        var failure = Assert.Throws<ArchivistException>(() => DrillLine.ReadOrder(Encoding.UTF8.GetBytes(line)));
        Assert.DoesNotContain("secret-word", failure.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"event":"exploded","uptime":1}""")]
    [InlineData("""{"event":"first-file"}""")]
    [InlineData("""{"event":"unlocked","uptime":1,"snapshots":"many"}""")]
    public void A_line_that_is_no_event_is_refused(string line) =>
        Assert.Throws<ArchivistException>(() => DrillLine.ReadEvent(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void An_order_that_is_shown_keeps_its_secrets_to_itself() =>
        Assert.DoesNotContain("secret-word", new DrillOrder { Passphrase = "secret-word", Shares = ["secret-word"] }.ToString());

    [Fact]
    public async Task Lines_are_cut_wherever_the_stream_breaks()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 3000).Select(n => new string('x', n % 97) + n + "\n")) + "rest");
        foreach (var piece in new[] { 1, 7, 4096, text.Length })
        {
            var reader = new LineReader(new DrippingStream(text, piece));
            for (var n = 0; n < 3000; n++)
                Assert.Equal(new string('x', n % 97) + n, Encoding.UTF8.GetString((await reader.ReadAsync(CancellationToken.None))!));
            Assert.Equal("rest", Encoding.UTF8.GetString((await reader.ReadAsync(CancellationToken.None))!));
            Assert.Null(await reader.ReadAsync(CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_line_without_end_is_refused_before_it_fills_the_memory()
    {
        var reader = new LineReader(new DrippingStream(new byte[DrillOrder.MaxLineLength + 1], 65536));
        await Assert.ThrowsAsync<ArchivistException>(async () => await reader.ReadAsync(CancellationToken.None));
    }

    private sealed class DrippingStream(byte[] content, int piece) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
