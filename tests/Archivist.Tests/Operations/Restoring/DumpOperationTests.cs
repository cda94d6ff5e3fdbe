using System.Formats.Tar;
using System.IO.Compression;
using Archivist.Operations.Archives;
using Archivist.Operations.Restoring;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Restoring;

public sealed class DumpOperationTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();
    private readonly MemoryStream _output = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_file_is_dumped_as_it_is()
    {
        await RunAsync(Request("/hello"));

        Assert.Equal(SampleRepository.Content.ToArray(), _output.ToArray());
    }

    [Theory]
    [InlineData(DumpFormat.Tar)]
    [InlineData(DumpFormat.Zip)]
    public async Task A_directory_becomes_an_archive(DumpFormat format)
    {
        var result = await RunAsync(Request("/") with { Format = format });

        Assert.Empty(result.LeftOut);
        using var written = new MemoryStream(_output.ToArray());
        await using var tar = format is DumpFormat.Tar ? new TarReader(written) : null;
        await using var zip = format is DumpFormat.Zip ? await ZipArchive.CreateAsync(written, ZipArchiveMode.Read, false, null, None) : null;
        var name = tar is not null ? (await tar.GetNextEntryAsync(cancellationToken: None))!.Name : zip!.Entries[0].FullName;
        Assert.EndsWith("hello", name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_exists_is_replaced_only_where_that_is_asked_for()
    {
        var target = _bench.Folder.Write("target", "precious");

        var failure = await Assert.ThrowsAsync<ArchivistException>(() => RunAsync(Request("/hello") with { Target = new DumpTarget.File(target, MayReplace: false) }));
        Assert.Equal("precious", await File.ReadAllTextAsync(target, None));
        await RunAsync(Request("/hello") with { Target = new DumpTarget.File(target, MayReplace: true) });

        Assert.Equal(Failure.Usage, failure.Failure);
        Assert.Equal(SampleRepository.Content.ToArray(), await File.ReadAllBytesAsync(target, None));
    }

    [Fact]
    public async Task A_path_that_is_not_in_the_snapshot_opens_no_output()
    {
        var request = Request("/missing") with { Target = new DumpTarget.Output(() => throw new InvalidOperationException("opened")) };

        Assert.Equal(Failure.Usage, (await Assert.ThrowsAsync<ArchivistException>(() => RunAsync(request))).Failure);
    }

    private DumpRequest Request(string path) => new()
    {
        Archive = _bench.Access, Snapshot = SnapshotReference.Parse("latest"), Path = path, Target = new DumpTarget.Output(() => _output),
    };

    private async Task<DumpResult> RunAsync(DumpRequest request)
    {
        await _bench.AddRepositoryAsync();
        return await new DumpOperation(_bench.Environment).RunAsync(request, _bench.Events, None);
    }
}
