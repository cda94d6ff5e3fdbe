using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using Archivist.Images.Reading;

namespace Archivist.Discs.Burning.Imapi;

/// <summary>An image as the stream that IMAPI reads from: it asks for its length, seeks to its start and reads it once.</summary>
[GeneratedComClass]
internal sealed partial class ImageComStream(IImageSource source, long length) : IComStream
{
    private const int Ok = 0, False = 1, NotImplemented = unchecked((int)0x80004001), InvalidPointer = unchecked((int)0x80004003), ReadFault = unchecked((int)0x8003001E);
    private const int StreamType = 2;

    private long _position;

    public unsafe int Read(byte* buffer, uint count, uint* read)
    {
        if (buffer is null)
            return InvalidPointer;
        var wanted = (int)Math.Min(Math.Min(count, int.MaxValue), Math.Max(0, length - _position));
        var done = 0;
        try
        {
            while (done < wanted && source.Read(_position + done, new Span<byte>(buffer + done, wanted - done)) is > 0 and var some)
                done += some;
        }
        catch (IOException)
        {
            return ReadFault;
        }

        _position += done;
        if (read is not null)
            *read = (uint)done;
        return done < wanted ? ReadFault : done < count ? False : Ok;
    }

    public unsafe int Seek(long offset, uint origin, ulong* position)
    {
        var target = offset + origin switch
        {
            0 => 0,
            1 => _position,
            _ => length,
        };
        if (target < 0)
            return unchecked((int)0x80030019); // STG_E_SEEKERROR
        _position = target;
        if (position is not null)
            *position = (ulong)target;
        return Ok;
    }

    /// <summary>Fills a STATSTG: no name, its type, its length; the rest is zero.</summary>
    public unsafe int Stat(void* status, uint flags)
    {
        if (status is null)
            return InvalidPointer;
        // The name comes first, a pointer; then the type, and at the next multiple of eight the length.
        var (size, lengthOffset) = nint.Size == 8 ? (80, 16) : (72, 8);
        var bytes = new Span<byte>(status, size);
        bytes.Clear();
        MemoryMarshal.Write(bytes[nint.Size..], StreamType);
        MemoryMarshal.Write(bytes[lengthOffset..], (ulong)length);
        return Ok;
    }

    public unsafe int Write(byte* buffer, uint count, uint* written) => NotImplemented;

    public int SetSize(ulong size) => NotImplemented;

    public unsafe int CopyTo(nint destination, ulong count, ulong* read, ulong* written) => NotImplemented;

    public int Commit(uint flags) => Ok;

    public int Revert() => NotImplemented;

    public int LockRegion(ulong offset, ulong count, uint type) => NotImplemented;

    public int UnlockRegion(ulong offset, ulong count, uint type) => NotImplemented;

    public int Clone(out nint stream)
    {
        stream = 0;
        return NotImplemented;
    }
}
