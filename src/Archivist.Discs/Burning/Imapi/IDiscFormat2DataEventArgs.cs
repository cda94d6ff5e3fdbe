using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Archivist.Discs.Burning.Imapi;

/// <summary>How far a write is: IWriteEngine2EventArgs and what IDiscFormat2DataEventArgs adds (IMAPI 2, imapi2.h).</summary>
[GeneratedComInterface(StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(BStrStringMarshaller))]
[Guid("2735413D-7F64-5B0F-8F00-5D77AFBE261E")]
internal partial interface IDiscFormat2DataEventArgs : IDispatch
{
    int GetStartLba();

    int GetSectorCount();

    int GetLastReadLba();

    int GetLastWrittenLba();

    int GetTotalSystemBuffer();

    int GetUsedSystemBuffer();

    int GetFreeSystemBuffer();

    int GetElapsedTime();

    int GetRemainingTime();

    int GetTotalTime();

    ImapiWriteAction GetCurrentAction();
}
