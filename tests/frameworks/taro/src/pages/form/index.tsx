import { Button, Form, Input, Switch, View } from "@tarojs/components";
import Taro, { useRouter } from "@tarojs/taro";
import { useState } from "react";

export default function FormPage(): React.ReactNode {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const keep = (): void => {
    Taro.setStorageSync("note", typed || "kept");
    void Taro.navigateBack();
  };
  return (
    <Form onSubmit={keep}>
      <View className="note" id="from">{router.params.from}</View>
      <Input id="typed" name="typed" value={typed} onInput={(event) => setTyped(event.detail.value)} />
      <Switch name="on" checked />
      <Button id="keep" formType="submit">
        Keep
      </Button>
    </Form>
  );
}
