using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using Archivist.Images.Model;

namespace Archivist.Discs.Burning.Imapi;

/// <summary>Receives IMAPI's progress events while it writes; the only place from which a write may be cancelled.</summary>
[GeneratedComClass]
internal sealed partial class WriteEvents(
    IDiscFormat2Data writer, StrategyBasedComWrappers wrappers, long length, IProgress<BurnProgress>? progress, CancellationToken cancellationToken)
    : IDiscFormat2DataEvents
{
    private const int Ok = 0, NotImplemented = unchecked((int)0x80004001), Fail = unchecked((int)0x80004005);

    private bool _isCancelled;

    public int Update(nint source, nint arguments)
    {
        try
        {
            if (cancellationToken.IsCancellationRequested && !_isCancelled)
            {
                _isCancelled = true;
                writer.CancelWrite();
                return Ok;
            }

            if (progress is not null && wrappers.GetOrCreateObjectForComInstance(arguments, CreateObjectFlags.None) is IDiscFormat2DataEventArgs now)
                progress.Report(Of(now));
            return Ok;
        }
        catch (COMException e)
        {
            return e.HResult;
        }
        catch (InvalidCastException)
        {
            return Fail;
        }
    }

    public int GetTypeInfoCount(out uint count)
    {
        count = 0;
        return Ok;
    }

    public int GetTypeInfo(uint index, uint locale, out nint typeInfo)
    {
        typeInfo = 0;
        return NotImplemented;
    }

    public int GetIDsOfNames(in Guid reserved, nint names, uint count, uint locale, nint ids) => NotImplemented;

    public int Invoke(int id, in Guid reserved, uint locale, ushort flags, nint parameters, nint result, nint exception, nint argument) => NotImplemented;

    private BurnProgress Of(IDiscFormat2DataEventArgs now) => now.GetCurrentAction() switch
    {
        ImapiWriteAction.WritingData => new BurnProgress(
            BurnStage.Writing, Math.Clamp((now.GetLastWrittenLba() - (long)now.GetStartLba()) * Sector.Size, 0, length), length),
        ImapiWriteAction.Finalization or ImapiWriteAction.Completed or ImapiWriteAction.Verifying => new BurnProgress(BurnStage.Closing, length, length),
        _ => new BurnProgress(BurnStage.Preparing, 0, length),
    };
}
