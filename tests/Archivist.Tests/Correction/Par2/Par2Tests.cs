using System.Buffers.Binary;
using System.Security.Cryptography;
using Archivist.Correction.Par2;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;
using Archivist.TestKit;
using Archivist.Tests.Images;

namespace Archivist.Tests.Correction.Par2;

public sealed class Par2Tests : IDisposable
{
    private const int SliceSize = 5000;

    private readonly TemporaryFolder _folder = new();
    private readonly List<Par2Input> _inputs =
    [
        Input("data/00/a", 20_000, 1), Input("data/00/b", 1, 2), Input("data/01/c", 5000, 3), Input("data/02/d", 70_001, 4), Input("empty", 0, 5), Input("e", 14_998, 6),
    ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_that_are_gone_and_slices_that_are_broken_come_back()
    {
        var archive = await MakeAsync((0, 8), (8, 4));
        Assert.Equal(12, archive.RecoverySlices);
        var contents = Contents(archive.Set);
        var (gone, broken) = (IndexOf(archive.Set, "data/00/a"), IndexOf(archive.Set, "data/02/d"));
        contents[gone] = null;
        var bytes = Bytes(contents[broken]!);
        for (var slice = 0; slice < 8; slice++)
            bytes[(slice * SliceSize) + 7] ^= 1;
        contents[broken] = new BytesContent(bytes);
        await RepairAsync(archive, contents, 12, "data/00/a", "data/02/d");
    }

    [Fact]
    public async Task A_file_that_was_cut_or_has_grown_comes_back()
    {
        var archive = await MakeAsync((100, 6));
        var contents = Contents(archive.Set);
        var (cut, grown) = (IndexOf(archive.Set, "e"), IndexOf(archive.Set, "data/01/c"));
        contents[cut] = new BytesContent(Bytes(contents[cut]!)[..9999]);
        contents[grown] = new BytesContent((byte[])[.. Bytes(contents[grown]!), 9]);
        await RepairAsync(archive, contents, 2, "e", "data/01/c");
    }

    [Fact]
    public async Task Every_choice_of_as_many_recovery_slices_as_are_missing_does()
    {
        for (var lost = 0; lost < 3; lost++)
        {
            (int, int)[] volumes = [(0, 3), (3, 3), (6, 3)];
            var archive = await MakeAsync([.. volumes.Where((_, index) => index != lost)]);
            var contents = Contents(archive.Set);
            contents[IndexOf(archive.Set, "data/00/a")] = null;
            contents[IndexOf(archive.Set, "data/00/b")] = null;
            await RepairAsync(archive, contents, 5, "data/00/a", "data/00/b");
        }
    }

    [Fact]
    public async Task More_than_there_is_recovery_for_is_data_loss()
    {
        var archive = await MakeAsync((0, 3));
        var contents = Contents(archive.Set);
        contents[IndexOf(archive.Set, "data/00/a")] = null;
        var condition = await Par2Verifier.CheckAsync(archive.Set, contents, null, CancellationToken.None);
        var failure = await Assert.ThrowsAsync<ArchivistException>(() => Par2Repair.RunAsync(archive, contents, condition, _ => At("never"), null, CancellationToken.None));
        Assert.Equal(Failure.DataLoss, failure.Failure);
        Assert.False(File.Exists(At("never")));
    }

    [Fact]
    public async Task The_lengths_of_files_are_known_before()
    {
        await MakeAsync((0, 3));
        var index = Par2Creator.IndexLength(_inputs.Select(input => (input.Name.Length, input.Content.Length)), SliceSize);
        Assert.Equal(new FileInfo(At("index.par2")).Length, index);
        Assert.Equal(new FileInfo(At("0.par2")).Length, Par2Creator.VolumeLength(index, SliceSize, 3));
    }

    [Fact]
    public async Task Slices_in_bands_are_the_slices_in_one_piece()
    {
        // So many rows do not fit into memory with whole slices.
        const int sliceSize = 64 << 10, rows = 3000;
        List<Par2Input> inputs = [Input("one", 100_000, 1), Input("two", 200_000, 2)];
        var set = await Par2Creator.DescribeAsync(sliceSize, inputs, null, CancellationToken.None);
        await Par2Creator.WriteVolumeAsync(set, inputs, 0, rows, At("many"), null, CancellationToken.None);
        await Par2Creator.WriteVolumeAsync(set, inputs, rows - 1, 1, At("one"), null, CancellationToken.None);
        var many = await File.ReadAllBytesAsync(At("many"));
        var one = await File.ReadAllBytesAsync(At("one"));
        Assert.Equal(one[^(sliceSize + 68)..], many[^(sliceSize + 68)..]);
    }

    [Fact]
    public async Task Damaged_packets_are_passed_over()
    {
        await MakeAsync((0, 4));
        var bytes = await File.ReadAllBytesAsync(At("0.par2"));
        bytes[^1] ^= 1;
        // Rubbish before and between.
        var archive = await Par2Archive.ReadAsync([new Par2Input("damaged", new BytesContent((byte[])[.. SmallDisc.Bytes(1001, 1), .. bytes, .. bytes.AsSpan(0, 500)]))], CancellationToken.None);
        Assert.Equal(3, archive.RecoverySlices);
    }

    [Fact]
    public async Task Packets_that_anybody_may_have_written_end_in_a_clear_error()
    {
        await MakeAsync((0, 2));
        var bytes = await File.ReadAllBytesAsync(At("0.par2"));
        var random = new Random(7);
        for (var round = 0; round < 400; round++)
        {
            var hostile = bytes.ToArray();
            var at = NthPacket(hostile, random.Next(14));
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(hostile.AsSpan(at + 8));
            var place = at + random.Next(Math.Min(length, 200));
            switch (round % 4)
            {
                case 0:
                    BinaryPrimitives.WriteInt64LittleEndian(hostile.AsSpan(at + 8), random.NextInt64(-10, long.MaxValue));
                    break;
                case 1:
                    BinaryPrimitives.WriteInt64LittleEndian(hostile.AsSpan(at + 64), random.Next(2) == 0 ? long.MaxValue : random.Next(-4, 9));
                    break;
                case 2:
                    BinaryPrimitives.WriteInt32LittleEndian(hostile.AsSpan(at + 72), random.Next(int.MinValue, int.MaxValue));
                    break;
                default:
                    hostile[place] ^= (byte)(1 << random.Next(8));
                    break;
            }

            if (round % 4 != 0)
                MD5.HashData(hostile.AsSpan(at + 32, length - 32)).CopyTo(hostile, at + 16);
            try
            {
                var archive = await Par2Archive.ReadAsync([new Par2Input("hostile", new BytesContent(hostile))], CancellationToken.None);
                Assert.InRange(archive.Set.SliceCount, 0, Par2Set.MostSlices);
            }
            catch (ArchivistException refusal)
            {
                Assert.Equal(Failure.Tampering, refusal.Failure);
            }
        }
    }

    [Fact]
    public async Task A_file_of_nothing_but_beginnings_of_packets_is_given_up()
    {
        var bytes = new byte[1 << 20];
        for (var at = 0; at + 64 <= bytes.Length; at += 64)
        {
            "PAR2\0PKT"u8.CopyTo(bytes.AsSpan(at));
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at + 8), bytes.Length - at);
        }

        var refusal = await Assert.ThrowsAsync<ArchivistException>(() => Par2Archive.ReadAsync([new Par2Input("hostile", new BytesContent(bytes))], CancellationToken.None));
        Assert.Equal(Failure.Tampering, refusal.Failure);
    }

    [Theory]
    [InlineData("../up")]
    [InlineData("/root")]
    [InlineData("a//b")]
    [InlineData("a\\b")]
    [InlineData("line\nbreak")]
    [InlineData("")]
    public void A_name_that_leads_elsewhere_is_refused(string name) =>
        Assert.Equal(Failure.Tampering, Assert.Throws<ArchivistException>(() => Par2File.Of(name, 0, 0, 0, [])).Failure);

    private string At(string name) => _folder[name];

    private static Par2Input Input(string name, int length, int seed) => new(name, new BytesContent(SmallDisc.Bytes(length, seed)));

    private static int IndexOf(Par2Set set, string name) => Enumerable.Range(0, set.Files.Count).First(index => set.Files[index].Name == name);

    private static byte[] Bytes(IReplayableContent content)
    {
        using var copy = new MemoryStream();
        using var stream = content.OpenFromStart();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static int NthPacket(ReadOnlySpan<byte> bytes, int number)
    {
        var at = 0;
        for (; number > 0 && at + 64 < bytes.Length; number--)
        {
            var next = at + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes[(at + 8)..]);
            if (next + 100 > bytes.Length)
                break;
            at = next;
        }

        return at;
    }

    private IReplayableContent?[] Contents(Par2Set set) => [.. set.Files.Select(file => _inputs.Single(input => input.Name == file.Name).Content)];

    private async Task<Par2Archive> MakeAsync(params (int First, int Count)[] volumes)
    {
        foreach (var earlier in Directory.EnumerateFiles(Path.GetDirectoryName(At("index.par2"))!))
            File.Delete(earlier);
        var set = await Par2Creator.DescribeAsync(SliceSize, _inputs, null, CancellationToken.None);
        await Par2Creator.WriteIndexAsync(set, At("index.par2"), CancellationToken.None);
        List<Par2Input> files = [new("index.par2", new FileContent(At("index.par2")))];
        foreach (var (first, count) in volumes)
        {
            var path = At($"{first}.par2");
            await Par2Creator.WriteVolumeAsync(set, _inputs, first, count, path, null, CancellationToken.None);
            files.Add(new Par2Input($"{first}.par2", new FileContent(path)));
        }

        var archive = await Par2Archive.ReadAsync(files, CancellationToken.None);
        Assert.Equal(set.Id, archive.Set.Id);
        return archive;
    }

    private async Task RepairAsync(Par2Archive archive, IReplayableContent?[] contents, int missing, params string[] names)
    {
        var condition = await Par2Verifier.CheckAsync(archive.Set, contents, null, CancellationToken.None);
        Assert.Equal(missing, condition.Missing.Count);
        var written = await Par2Repair.RunAsync(archive, contents, condition, file => At(file.Name.Replace('/', '-')), null, CancellationToken.None);
        Assert.Equal(names.Order(StringComparer.Ordinal), written.Select(file => file.Name).Order(StringComparer.Ordinal));
        foreach (var name in names)
            Assert.Equal(Bytes(_inputs.Single(input => input.Name == name).Content), await File.ReadAllBytesAsync(At(name.Replace('/', '-'))));
    }
}
