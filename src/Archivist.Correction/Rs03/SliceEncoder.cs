using System.Buffers.Binary;
using Archivist.Correction.Rs03.Kernels;
using Archivist.Images.Model;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Correction.Rs03;

/// <summary>
/// Makes checksums and parity of one slice after the other. The checksum sector of a row covers the next row, so one more sector of each layer is read.
/// Not thread-safe; one per thread.
/// </summary>
internal sealed unsafe class SliceEncoder(SafeFileHandle image, SafeFileHandle target, Rs03Header header, MatrixProduct parity) : IDisposable
{
    private readonly Rs03Layout _layout = header.Layout;
    private readonly SliceBuffer _data = new(header.Layout.DataLayers + 1, Slices.Length + 1);
    private readonly SliceBuffer _parity = new(header.Layout.Roots, Slices.Length);
    private readonly byte[] _header = new byte[Rs03Header.Size];

    internal void Encode(int first, int count)
    {
        var crcRow = _layout.DataLayers;
        _data.Row(crcRow).Clear();
        for (var layer = 0; layer < _layout.DataLayers; layer++)
        {
            Read(layer, first, count);
            for (var row = 0; row < count; row++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(
                    _data.SectorOf(crcRow, row)[(layer * sizeof(uint))..], SectorChecksum.Of(_data.SectorOf(layer, row + 1)));
            }

            WriteData(layer, first, count);
        }

        for (var row = 0; row < count; row++)
            header.WriteCrcSector(_data.SectorOf(crcRow, row));
        parity.Multiply(_data.Rows, _parity.Rows, count * Sector.Size);
        Write(_layout.SectorAt(crcRow, first), _data.Row(crcRow)[..(count * Sector.Size)]);
        for (var root = 0; root < _layout.Roots; root++)
            Write(_layout.SectorAt(crcRow + 1 + root, first), _parity.Row(root)[..(count * Sector.Size)]);
    }

    public void Dispose()
    {
        _data.Dispose();
        _parity.Dispose();
    }

    /// <summary>The sectors of the slice and the one behind them, which is the layer's first behind its last.</summary>
    private void Read(int layer, int first, int count)
    {
        var wraps = first + count == _layout.SectorsPerLayer;
        Fill(_layout.SectorAt(layer, first), _data.Row(layer)[..((wraps ? count : count + 1) * Sector.Size)]);
        if (wraps)
            Fill(_layout.SectorAt(layer, 0), _data.SectorOf(layer, count));
    }

    private void Fill(long sector, Span<byte> bytes)
    {
        var ofImage = (int)Math.Clamp((_layout.DataSectors - sector) * Sector.Size, 0, bytes.Length);
        ReadImage(sector * Sector.Size, bytes[..ofImage]);
        for (var at = ofImage; at < bytes.Length; at += Sector.Size)
            Make(sector + (at / Sector.Size), bytes.Slice(at, Sector.Size));
    }

    private void ReadImage(long offset, Span<byte> bytes)
    {
        var wanted = (int)Math.Min(bytes.Length, Math.Max(0, _layout.DataBytes - offset));
        bytes[wanted..].Clear();
        for (var done = 0; done < wanted;)
        {
            var read = RandomAccess.Read(image, bytes[done..wanted], offset + done);
            if (read == 0)
                throw new EndOfStreamException("the image ended");
            done += read;
        }
    }

    /// <summary>What lies behind the image: the header, then padding.</summary>
    private void Make(long sector, Span<byte> bytes)
    {
        var behind = sector - _layout.DataSectors;
        if (behind >= Rs03Layout.HeaderSectors)
        {
            SectorMarker.WritePadding(bytes, sector, header.Fingerprint);
            return;
        }

        header.WriteTo(_header);
        _header.AsSpan((int)behind * Sector.Size, Sector.Size).CopyTo(bytes);
    }

    /// <summary>In place only what lies behind the image is new, and the rest of its last sector.</summary>
    private void WriteData(int layer, int first, int count)
    {
        var sector = _layout.SectorAt(layer, first);
        var known = image == target ? (int)Math.Clamp(_layout.DataSectors - (_layout.LastSectorBytes < Sector.Size ? 1 : 0) - sector, 0, count) : 0;
        if (known < count)
            Write(sector + known, _data.Row(layer)[(known * Sector.Size)..(count * Sector.Size)]);
    }

    private void Write(long sector, ReadOnlySpan<byte> bytes) => RandomAccess.Write(target, bytes, sector * Sector.Size);
}
