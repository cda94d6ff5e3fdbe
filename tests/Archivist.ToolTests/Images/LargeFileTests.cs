using System.Globalization;
using Archivist.Correction.Rs03;
using Archivist.Images;
using Archivist.Images.Model;
using Archivist.Images.Verifying;
using Archivist.Repository.Stores;

namespace Archivist.ToolTests.Images;

/// <summary>A file that needs more than one extent in either file system. It takes a minute, so it runs when asked for.</summary>
public sealed class LargeFileTests : IDisposable
{
    private const long Length = (4L << 30) + (600L << 20) + 7;

    private readonly string _folder = Directory.CreateTempSubdirectory("archivist-large-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Explicit = true)]
    public async Task A_file_of_more_than_4_gib_is_whole_for_us_for_xorriso_and_for_the_kernel()
    {
        var target = Path.Combine(_folder, "large.iso");
        await using (var stream = new SparseFile(target))
        {
            await new ImageMaster().WriteAsync(Layout(), stream, null, CancellationToken.None);
        }

        var verdict = await new ImageVerifier { ObjectsFolder = null }.VerifyAsync(target, null, CancellationToken.None);
        Assert.Equal([], verdict.Findings.Select(finding => finding.Problem));

        using (var image = await ProtectedImage.OpenAsync(target, CancellationToken.None))
        {
            Assert.Equal(2, image.Find("large")!.Extents.Count);
            await using var stream = image.OpenFile("large");
            stream.Position = Length - 1;
            Assert.Equal(0xA5, stream.ReadByte());
            Assert.Equal(-1, stream.ReadByte());
        }

        var listed = await Tool.RunAsync("xorriso", "-indev", target, "-find", "/", "-exec", "lsdl", "--");
        Assert.Matches($" {Length} .*'/large'", listed.Output);
        await MountAsync(target, "iso9660");
        await MountAsync(target, "udf");
    }

    private static async Task MountAsync(string image, string fileSystem)
    {
        if (Environment.GetEnvironmentVariable("ARCHIVIST_MOUNT_CHECK") is not { } check)
            return;
        var json = image + ".json";
        var result = await Tool.RunAsync(check, "--fs", fileSystem, "--no-hash", "--json", json, image);
        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains(Length.ToString(CultureInfo.InvariantCulture), await File.ReadAllTextAsync(json), StringComparison.Ordinal);
    }

    private static DiscLayout Layout() => new()
    {
        VolumeIdentifier = "LARGE",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Files =
        [
            new DiscFile("large", new Zeros(Length), DateTimeOffset.UnixEpoch),
            new DiscFile("behind", new BytesContent(new byte[] { 1, 2, 3 }), DateTimeOffset.UnixEpoch),
        ],
    };

    /// <summary>Zeros, and one other byte at the very end.</summary>
    private sealed class Zeros(long length) : IReplayableContent
    {
        public long Length => length;

        public Stream OpenFromStart() => new ZeroStream(length);
    }

    private sealed class ZeroStream(long length) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - Position);
            buffer.AsSpan(offset, read).Clear();
            Position += read;
            if (read > 0 && Position == length)
                buffer[offset + read - 1] = 0xA5;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    /// <summary>A file in which buffers of zeros become holes.</summary>
    private sealed class SparseFile(string path) : Stream
    {
        private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (buffer.AsSpan(offset, count).ContainsAnyExcept((byte)0))
                _file.Write(buffer, offset, count);
            else
                _file.SetLength(_file.Seek(count, SeekOrigin.Current));
        }

        public override void Flush() => _file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _file.Dispose();
            base.Dispose(disposing);
        }
    }
}
