using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using Archivist.Discs.Burning.Imapi;
using Archivist.Images.Model;

namespace Archivist.Tests.Discs.Burning;

/// <summary>One object that is drive, writer and source of events: it asks the stream for its length, reads it through, and tells how far it is.</summary>
[GeneratedComClass]
internal sealed partial class FakeImapi : IDiscRecorder2, IDiscFormat2Data, IConnectionPointContainer, IConnectionPoint, IDiscFormat2DataEventArgs
{
    private const int NotImplemented = unchecked((int)0x80004001), Cancelled = unchecked((int)0xC0AA0002);

    private IDiscFormat2DataEvents? _sink;
    private int _lastWritten;

    internal StrategyBasedComWrappers Wrappers { get; set; } = null!;

    internal byte[] Written { get; private set; } = [];

    internal Action? OnEvent { get; set; }

    internal int Error { get; set; }

    internal bool WasCancelled { get; private set; }

    internal bool IsClosed { get; private set; }

    internal int SectorsPerSecond { get; private set; }

    internal string ClientName { get; private set; } = "";

    public unsafe void Write(IComStream data)
    {
        if (Error != 0)
            Marshal.ThrowExceptionForHR(Error);
        var status = stackalloc byte[80];
        Assert.Equal(0, data.Stat(status, 1));
        var length = nint.Size == 8 ? *(long*)(status + 16) : *(long*)(status + 8);
        ulong position;
        Assert.Equal(0, data.Seek(0, 0, &position));
        var bytes = new byte[length];
        for (var offset = 0; offset < length;)
        {
            uint read;
            fixed (byte* start = &bytes[offset])
                Assert.True(data.Read(start, (uint)Math.Min(64 * Sector.Size, length - offset), &read) >= 0);
            offset += (int)read;
            _lastWritten = offset / Sector.Size;
            OnEvent?.Invoke();
            Notify();
            if (WasCancelled)
                Marshal.ThrowExceptionForHR(Cancelled);
        }

        Written = bytes;
    }

    public void CancelWrite() => WasCancelled = true;

    public void SetWriteSpeed(int requestedSectorsPerSecond, bool rotationTypeIsPureCAV) => SectorsPerSecond = requestedSectorsPerSecond;

    public void SetForceMediaToBeClosed(bool value) => IsClosed = value;

    public void SetClientName(string value) => ClientName = value;

    public bool IsCurrentMediaSupported(IDiscRecorder2 recorder) => true;

    public ImapiMediaType GetCurrentPhysicalMediaType() => ImapiMediaType.DvdPlusR;

    public ImapiMediaState GetCurrentMediaStatus() => Written.Length == 0 ? ImapiMediaState.Blank : ImapiMediaState.Finalized;

    public int GetTotalSectorsOnMedia() => 2_295_104;

    public string GetVendorId() => "FAKE";

    public string GetProductId() => "DRIVE";

    public bool GetDeviceCanLoadMedia() => true;

    public void SetRecorder(IDiscRecorder2 value) => Assert.Equal("FAKE", value.GetVendorId());

    public void EjectMedia()
    {
    }

    public void CloseTray()
    {
    }

    public IConnectionPoint FindConnectionPoint(in Guid events)
    {
        Assert.Equal(typeof(IDiscFormat2DataEvents).GUID, events);
        return this;
    }

    public uint Advise(IDiscFormat2DataEvents sink)
    {
        _sink = sink;
        return 7;
    }

    public void Unadvise(uint cookie)
    {
        Assert.Equal(7u, cookie);
        _sink = null;
    }

    public int GetStartLba() => 0;

    public int GetLastWrittenLba() => _lastWritten;

    public ImapiWriteAction GetCurrentAction() => ImapiWriteAction.WritingData;

    private void Notify()
    {
        var self = Wrappers.GetOrCreateComInterfaceForObject(this, CreateComInterfaceFlags.None);
        Assert.Equal(0, _sink!.Update(self, self));
        Marshal.Release(self);
    }

    // What nothing calls.
    public int GetTypeInfoCount(out uint count) => (int)(count = 0);

    public int GetTypeInfo(uint index, uint locale, out nint typeInfo)
    {
        typeInfo = 0;
        return NotImplemented;
    }

    public int GetIDsOfNames(in Guid reserved, nint names, uint count, uint locale, nint ids) => NotImplemented;

    public int Invoke(int id, in Guid reserved, uint locale, ushort flags, nint parameters, nint result, nint exception, nint argument) => NotImplemented;

    public void AcquireExclusiveAccess(bool force, string clientName) => throw new NotSupportedException();

    public void ReleaseExclusiveAccess() => throw new NotSupportedException();

    public void DisableMcn() => throw new NotSupportedException();

    public void EnableMcn() => throw new NotSupportedException();

    public void InitializeDiscRecorder(string recorderUniqueId) => throw new NotSupportedException();

    public string GetActiveDiscRecorder() => throw new NotSupportedException();

    public string GetProductRevision() => throw new NotSupportedException();

    public string GetVolumeName() => throw new NotSupportedException();

    public nint GetVolumePathNames() => throw new NotSupportedException();

    public bool IsRecorderSupported(IDiscRecorder2 recorder) => throw new NotSupportedException();

    public bool GetMediaPhysicallyBlank() => throw new NotSupportedException();

    public bool GetMediaHeuristicallyBlank() => throw new NotSupportedException();

    public nint GetSupportedMediaTypes() => throw new NotSupportedException();

    public IDiscRecorder2 GetRecorder() => throw new NotSupportedException();

    public void SetBufferUnderrunFreeDisabled(bool value) => throw new NotSupportedException();

    public bool GetBufferUnderrunFreeDisabled() => throw new NotSupportedException();

    public void SetPostgapAlreadyInImage(bool value) => throw new NotSupportedException();

    public bool GetPostgapAlreadyInImage() => throw new NotSupportedException();

    public int GetWriteProtectStatus() => throw new NotSupportedException();

    public int GetFreeSectorsOnMedia() => throw new NotSupportedException();

    public int GetNextWritableAddress() => throw new NotSupportedException();

    public int GetStartAddressOfPreviousSession() => throw new NotSupportedException();

    public int GetLastWrittenAddressOfPreviousSession() => throw new NotSupportedException();

    public bool GetForceMediaToBeClosed() => throw new NotSupportedException();

    public void SetDisableConsumerDvdCompatibilityMode(bool value) => throw new NotSupportedException();

    public bool GetDisableConsumerDvdCompatibilityMode() => throw new NotSupportedException();

    public string GetClientName() => throw new NotSupportedException();

    public int GetRequestedWriteSpeed() => throw new NotSupportedException();

    public bool GetRequestedRotationTypeIsPureCAV() => throw new NotSupportedException();

    public int GetCurrentWriteSpeed() => throw new NotSupportedException();

    public bool GetCurrentRotationTypeIsPureCAV() => throw new NotSupportedException();

    public nint GetSupportedWriteSpeeds() => throw new NotSupportedException();

    public nint GetSupportedWriteSpeedDescriptors() => throw new NotSupportedException();

    public void SetForceOverwrite(bool value) => throw new NotSupportedException();

    public bool GetForceOverwrite() => throw new NotSupportedException();

    public nint GetMultisessionInterfaces() => throw new NotSupportedException();

    public nint EnumConnectionPoints() => throw new NotSupportedException();

    public Guid GetConnectionInterface() => throw new NotSupportedException();

    public IConnectionPointContainer GetConnectionPointContainer() => throw new NotSupportedException();

    public nint EnumConnections() => throw new NotSupportedException();

    public int GetSectorCount() => throw new NotSupportedException();

    public int GetLastReadLba() => throw new NotSupportedException();

    public int GetTotalSystemBuffer() => throw new NotSupportedException();

    public int GetUsedSystemBuffer() => throw new NotSupportedException();

    public int GetFreeSystemBuffer() => throw new NotSupportedException();

    public int GetElapsedTime() => throw new NotSupportedException();

    public int GetRemainingTime() => throw new NotSupportedException();

    public int GetTotalTime() => throw new NotSupportedException();
}
