import { Button, Text, View } from "@tarojs/components";
import Taro, { useDidShow } from "@tarojs/taro";
import { useState } from "react";

interface Row {
  readonly id: number;
  readonly text: string;
}

const START: readonly Row[] = Array.from({ length: 20 }, (_, id) => ({ id, text: `Row ${id}` }));

export default function List(): React.ReactNode {
  const [rows, setRows] = useState(START);
  const [note, setNote] = useState("nothing kept");
  const [answer, setAnswer] = useState("not asked");
  useDidShow(() => {
    setNote(Taro.getStorageSync<string>("note") || "nothing kept");
  });
  const ask = (): void => {
    Taro.request({ url: "https://nowhere.example/" }).then(
      () => setAnswer("answered"),
      (error: { errMsg: string }) => setAnswer(error.errMsg),
    );
  };
  return (
    <View>
      <View className="note" id="note">{note}</View>
      <View className="note" id="answer">{answer}</View>
      <Button id="form" onClick={() => Taro.navigateTo({ url: "/pages/form/index?from=list" })}>
        To the form
      </Button>
      <Button id="more" onClick={() => setRows([...rows, { id: rows.length, text: "New" }])}>
        One more
      </Button>
      <Button id="ask" onClick={ask}>
        Ask
      </Button>
      {rows.map((row) => (
        <View className="row" key={row.id}>
          <Text>{row.text}</Text>
        </View>
      ))}
    </View>
  );
}
